import type { BotStats } from '../progress/bot-stats.ts'

/** What went wrong in a run, over both bots; zeros when nothing did. */
export interface RunHealth {
  /** Processes that ended by themselves, and strategies that failed. */
  readonly deaths: number
  readonly restarts: number
  readonly refused: number
  readonly rejected: number
  /** Times that a bot could not write Redis. */
  readonly degraded: number
  /** Of the market, as the bot saw it that missed the most. */
  readonly missingCandles: number
  readonly longestGap: number
  readonly zeroVolumeCandles: number
}

/** How often a bot's process ended by itself and was started again. */
export interface ProcessLife {
  readonly deaths: () => number
  readonly restarts: () => number
}

/** Adds up what went wrong. */
export function runHealth(stats: readonly BotStats[], processes: readonly ProcessLife[]): RunHealth {
  const sum = (of: readonly number[]): number => of.reduce((total, one) => total + one, 0)
  const most = (of: readonly number[]): number => Math.max(0, ...of)
  const failed = stats.filter(({ status }) => status === 'failed').length
  return {
    deaths: failed + sum(processes.map(({ deaths }) => deaths())),
    restarts: sum(processes.map(({ restarts }) => restarts())),
    refused: sum(stats.map(({ refused }) => refused)),
    rejected: sum(stats.map(({ rejected }) => rejected)),
    degraded: sum(stats.map(({ degraded }) => degraded)),
    missingCandles: most(stats.map(({ missingCandles }) => missingCandles)),
    longestGap: most(stats.map(({ longestGap }) => longestGap)),
    zeroVolumeCandles: most(stats.map(({ zeroVolumeCandles }) => zeroVolumeCandles)),
  }
}
