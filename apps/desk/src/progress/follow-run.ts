import { decimal, TradingError, type Clock } from '@tradingboost/domain'
import { fetchPaperStatus } from '@tradingboost/paper-exchange'
import type { BotName } from '../services/service-specs.ts'
import type { BotStats } from './bot-stats.ts'
import { fetchBotStats } from './bot-stats.ts'
import { progressLine } from './progress-line.ts'
import type { Screen } from './screen.ts'

export interface FollowedBot {
  readonly id: BotName
  readonly name: string
  readonly url: () => string
}

/** What a finished run leaves to report on. */
export interface FollowedRun {
  readonly stats: ReadonlyMap<BotName, BotStats>
  readonly elapsedMs: number
  /** Price and each bot's net PnL as they went, sampled while the run was watched. */
  readonly samples: readonly RunSample[]
}

export interface RunSample {
  readonly price: number | undefined
  readonly netPnl: ReadonlyMap<BotName, number>
}

const lookEveryMs = 200
const mostSamples = 4_000
const plainLineEveryMs = 2_000
const settleLimitMs = 60_000

/**
 * Watches a run until the data is over and both bots have recorded everything.
 * Throws `exchange-unavailable` when a bot does not finish within a minute of the end.
 */
export async function followRun(options: {
  readonly exchangeUrl: string
  readonly total: number
  readonly bots: readonly FollowedBot[]
  readonly clock: Clock
  readonly screen: Screen
  readonly signal: AbortSignal
}): Promise<FollowedRun> {
  const { exchangeUrl, total, bots, clock, screen, signal } = options
  let samples: RunSample[] = []
  const latest = new Map<BotName, BotStats>()
  let startedAt = clock.now()
  let lineAt = clock.now()
  let endedAt: number | undefined
  for (;;) {
    const [status, ...answers] = await Promise.all([
      fetchPaperStatus(exchangeUrl),
      ...bots.map(async ({ id, url }) => ({ id, stats: await fetchBotStats(url(), clock) })),
    ])
    signal.throwIfAborted()
    for (const { id, stats } of answers) if (stats !== undefined) latest.set(id, stats)
    const now = clock.now()
    if (status.candle === 0) startedAt = now
    if (samples.length === mostSamples) samples = samples.filter((_, index) => index % 2 === 1)
    samples.push({
      price: status.lastPrice?.toNumber(),
      netPnl: new Map([...latest].map(([id, stats]) => [id, netPnl(stats)])),
    })

    const isOver = status.ended && answers.every(({ stats }) => stats?.ended === true)
    if (screen.isLive || isOver || now - lineAt >= plainLineEveryMs) {
      lineAt = now
      const view = {
        done: status.candle,
        total: status.of ?? total,
        elapsedMs: now - startedAt,
        waitingFor: status.waitingFor,
        bots: bots.map(({ id, name }) => ({ name, stats: latest.get(id) })),
      }
      screen.progress(progressLine(view, screen.columns))
    }
    if (isOver) return { stats: latest, elapsedMs: now - startedAt, samples }

    if (status.ended) endedAt ??= now
    if (endedAt !== undefined && now - endedAt > settleLimitMs) {
      const late = bots.filter(({ id }) => latest.get(id)?.ended !== true).map(({ name }) => name)
      const message = `${late.join(' and ')} did not finish within a minute of the end of the data: run again with LOG_LEVEL=debug to see why`
      throw new TradingError('exchange-unavailable', message, { retry: 'never' })
    }
    await clock.sleep(lookEveryMs, signal)
  }
}

/** A height in the chart. */
const netPnl = ({ realizedPnl, unrealizedPnl, fees }: BotStats): number =>
  decimal(realizedPnl).plus(unrealizedPnl).minus(fees).toNumber()
