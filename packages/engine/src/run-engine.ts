import type { Clock } from '@tradingboost/domain'
import type { Exchange } from '@tradingboost/exchange'
import type { EngineNote } from './engine-note.ts'
import type { EngineState } from './engine-state.ts'
import { EngineLoop } from './loop/engine-loop.ts'
import type { Journal } from './journal.ts'
import { reportOf, type EngineReport } from './report.ts'
import type { EngineContext } from './turn/turn.ts'

export interface EngineOptions<Settings, Memory> extends EngineContext<Settings, Memory> {
  readonly exchange: Exchange
  readonly journal: Journal<Memory>
  /** Times retries; what is recorded carries the events' own times. */
  readonly clock: Clock
  /** Closed candles that the strategy wants before it decides. */
  readonly historyLength: number
  readonly onNote?: (note: EngineNote) => void
  /** Told after each candle and everything that followed from it. */
  readonly onCandleDone?: (report: EngineReport) => void
  /** The bot cannot go on: told once, after which it neither sends nor acknowledges anything. */
  readonly onFailure: (cause: unknown) => void
}

/** A bot at work. */
export interface Engine<Memory> {
  readonly state: EngineState<Memory>
  /** What it has done and holds by now, recorded or not; `ended` is true once the end of the market is recorded. */
  report(): EngineReport
  /** Lets the strategy open positions again, unless a later stop overtakes it. */
  start(): Promise<void>
  /**
   * Opens nothing from this call on; what protects open positions stays. Resolves when the entries that rest are canceled,
   * which waits for the exchange as long as that is away.
   */
  stop(): Promise<void>
  /** Leaves the market; orders stay as they are, for the next start to find. */
  close(): Promise<void>
}

/**
 * Starts a bot: reads its memory, makes it agree with the exchange, then handles one event at a time. Each intent is
 * recorded before it is sent, and every consequence of an event is dealt with before the market goes on.
 * Throws a TradingError when memory or exchange cannot be read.
 */
export async function runEngine<Settings, Memory>(options: EngineOptions<Settings, Memory>): Promise<Engine<Memory>> {
  const { bot, exchange } = options
  const loop = await EngineLoop.open(options)
  const market = { symbol: bot.symbol, timeframe: bot.timeframe, subscriber: bot.botId }
  const subscribed = exchange.subscribe(market, (event) => loop.receive(event))
  // Events that come at once wait in the mailbox until the bot agrees with the exchange.
  const started = loop.begin(subscribed)
  // When subscribing fails, that is what is thrown, and this rejection says the same.
  started.catch(() => undefined)
  const subscription = await subscribed
  try {
    await started
  } catch (error) {
    // Why it could not start is what counts, whatever becomes of the leaving.
    await subscription.close().catch((cause: unknown) => options.onNote?.({ kind: 'leave-failed', cause }))
    throw error
  }
  return {
    get state() {
      return loop.state
    },
    report: () => ({ ...reportOf(loop.state), ended: loop.hasEnded }),
    start: () => loop.start(),
    stop: () => loop.stop(),
    async close() {
      loop.halt()
      try {
        await subscription.close()
      } finally {
        await loop.idle()
      }
    },
  }
}
