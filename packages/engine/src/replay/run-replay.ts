import type { Candle, TradingEvent } from '@tradingboost/domain'
import type { PaperExchange } from '@tradingboost/paper-exchange'
import type { EngineReport } from '../report.ts'
import { runEngine, type EngineOptions } from '../run-engine.ts'
import { createMemoryJournal } from './memory-journal.ts'
import { replayClock } from './replay-clock.ts'

export interface ReplayOptions<Settings, Memory> extends Pick<
  EngineOptions<Settings, Memory>,
  'bot' | 'strategy' | 'settings' | 'limits' | 'historyLength'
> {
  readonly paper: PaperExchange
  readonly candles: AsyncIterable<Candle> | Iterable<Candle>
}

/** What a replay gives: the bot's report and everything that it would have recorded. */
export interface Replay {
  readonly report: EngineReport
  readonly events: readonly TradingEvent[]
}

/**
 * Runs a strategy over candles in this process; the same candles give the same events, to the byte. Throws the error that
 * ended the bot.
 */
export async function runReplay<Settings, Memory>(options: ReplayOptions<Settings, Memory>): Promise<Replay> {
  const { paper, candles, ...context } = options
  const journal = createMemoryJournal<Memory>()
  const failed = Promise.withResolvers<never>()
  const isOver = new AbortController()
  const engine = await runEngine({
    ...context,
    exchange: paper.account(options.bot.userId),
    journal,
    clock: replayClock(paper),
    onFailure: failed.reject,
  })
  try {
    await Promise.race([paper.play(candles, { signal: isOver.signal }), failed.promise])
    return { report: engine.report(), events: journal.events }
  } finally {
    isOver.abort()
    await engine.close()
  }
}
