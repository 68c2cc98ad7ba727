import { Decimal, money, type EpochMs, type Money } from '@tradingboost/domain'
import type { Reason } from '../reasons/reason.ts'
import type { RiskLimits } from './risk-limits.ts'

/** What losses are measured from: realized and unrealized PnL less fees, at each close. */
export interface LossGuard {
  /** The highest net PnL so far. */
  readonly peak: Money
  /** The UTC day, counted from 1970, and the net PnL at its first close. */
  readonly day: number
  readonly dayStart: Money
}

export const noLosses: LossGuard = { peak: money(0), day: 0, dayStart: money(0) }

const dayMs = 86_400_000

/** Takes the net PnL at a close. */
export function watchLosses(guard: LossGuard, netPnl: Money, at: EpochMs): LossGuard {
  const day = Math.floor(at / dayMs)
  const peak = money(Decimal.max(guard.peak, netPnl))
  return day === guard.day ? { ...guard, peak } : { peak, day, dayStart: netPnl }
}

/** Why nothing may open after these losses; undefined when it may. */
export function lossReason(
  { peak, dayStart }: LossGuard,
  netPnl: Money,
  { maxDrawdown, maxDailyLoss }: RiskLimits,
): Omit<Reason, 'leg'> | undefined {
  const drawdown = peak.minus(netPnl)
  if (maxDrawdown !== undefined && drawdown.gte(maxDrawdown)) {
    const sentence = `the bot is ${drawdown.toFixed(2)} below its highest PnL and ${maxDrawdown.toFixed(2)} is allowed`
    return { code: 'max-drawdown', message: `${sentence}: nothing opens until it recovers or the limit is raised` }
  }
  const loss = dayStart.minus(netPnl)
  if (maxDailyLoss === undefined || loss.lt(maxDailyLoss)) return undefined
  const sentence = `the bot has lost ${loss.toFixed(2)} today and ${maxDailyLoss.toFixed(2)} is allowed`
  return { code: 'daily-loss', message: `${sentence}: nothing opens until midnight UTC` }
}
