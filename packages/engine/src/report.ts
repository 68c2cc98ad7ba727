import { money, pnl, zero, type Money, type Position } from '@tradingboost/domain'
import { statusOf, type EngineState, type EngineStatus } from './engine-state.ts'
import type { Tally } from './tally.ts'

/** What a bot has done and what it holds. */
export interface EngineReport extends Tally {
  readonly status: EngineStatus
  /** Of its open positions at the last close, without fees. */
  readonly unrealizedPnl: Money
  /** The bot's share of the account's positions. */
  readonly openPositions: readonly Position[]
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
    unrealizedPnl: money(unrealized),
    openPositions,
  }
}
