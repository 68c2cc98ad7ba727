import { money, pnl, zero, type Money, type Position } from '@tradingboost/domain'
import { statusOf, type EngineState, type EngineStatus } from './engine-state.ts'
import type { RecordedReason } from './reasons/record-reasons.ts'
import type { StrategyFailure } from './strategy-failure.ts'
import type { Tally } from './tally.ts'

/** What a bot has done and what it holds. */
export interface EngineReport extends Tally {
  readonly status: EngineStatus
  /** Why the strategy failed last, if it did. */
  readonly failure: StrategyFailure | undefined
  /** What kept orders away lately, oldest first. */
  readonly reasons: readonly RecordedReason[]
  /** Of its open positions at the last close, without fees. */
  readonly unrealizedPnl: Money
  /** The bot's share of the account's positions. */
  readonly openPositions: readonly Position[]
}

/** Realized and unrealized PnL at the last close, less fees. */
export function netPnlOf(state: EngineState<unknown>): Money {
  const { realizedPnl, unrealizedPnl, fees } = reportOf(state)
  return money(realizedPnl.plus(unrealizedPnl).minus(fees))
}

/** Sums up a bot's state. */
export function reportOf(state: EngineState<unknown>): EngineReport {
  const { instrument, share, lastCandle, tally } = state
  const openPositions = [share.long, share.short].filter(
    (position): position is Position => position !== undefined && !position.quantity.isZero(),
  )
  const unrealized = openPositions.reduce((sum, { side, averagePrice, quantity }) => {
    return lastCandle === undefined ? sum : sum.plus(pnl(instrument, side, averagePrice, lastCandle.close, quantity))
  }, zero)
  return {
    ...tally,
    status: statusOf(state),
    failure: state.failure,
    reasons: state.reasons.recent,
    unrealizedPnl: money(unrealized),
    openPositions,
  }
}
