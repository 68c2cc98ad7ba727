import type { AuditReport } from '@tradingboost/redis-audit'
import type { BotStats } from '../progress/bot-stats.ts'
import { runHealth, type ProcessLife, type RunHealth } from './run-health.ts'
import type { BotName } from '../services/service-specs.ts'

/** One bot's figures. */
export interface BotFigures extends Omit<BotStats, 'ended' | 'reasons'> {
  /** What kept orders away, by code: how often it arose, among the last 200. */
  readonly reasons: Readonly<Record<string, number>>
}

/** What --json prints: each bot's figures, what went wrong, and the audit of the Redis they used. */
export type RunReport = { readonly [bot in BotName]: BotFigures } & {
  readonly health: RunHealth
  readonly audit: AuditReport
}

/** Throws when a bot is missing, which cannot be: a run is over when both have ended. */
export function runReport(
  stats: ReadonlyMap<BotName, BotStats>,
  processes: readonly ProcessLife[],
  audit: AuditReport,
): RunReport {
  return {
    hyperrsi: figuresOf(stats, 'hyperrsi'),
    grid: figuresOf(stats, 'grid'),
    health: runHealth([...stats.values()], processes),
    audit,
  }
}

function figuresOf(stats: ReadonlyMap<BotName, BotStats>, bot: BotName): BotFigures {
  const found = stats.get(bot)
  if (found === undefined) throw new Error(`no figures of ${bot} at the end of the run`)
  const { ended: _, reasons, ...figures } = found
  const counts: Record<string, number> = {}
  for (const { code } of reasons) counts[code] = (counts[code] ?? 0) + 1
  return { ...figures, reasons: counts }
}
