import { money, type Position, type PositionSide } from '@tradingboost/domain'
import { statusOf, type Positions } from '../engine-state.ts'
import { sidesOf } from '../plan/admit-orders.ts'
import { heldNotional } from '../risk/assess-risk.ts'
import type { StrategyView } from '../strategy.ts'
import type { Turn } from './turn.ts'

/** What the strategy may look at. */
export function viewOf<Settings, Memory>({ context, state }: Turn<Settings, Memory>): StrategyView<Memory> {
  const { instrument, memory, lastCandle, share } = state
  const { maxNotional, maxOpenOrders } = context.limits
  return {
    memory,
    instrument,
    timeframe: context.bot.timeframe,
    status: statusOf(state),
    positions: openOnes(share),
    lastCandle,
    sides: sidesOf(instrument),
    room: { orderSlots: maxOpenOrders, notional: money(maxNotional.minus(heldNotional(state))) },
  }
}

function openOnes({ long, short }: Positions): { readonly [side in PositionSide]?: Position } {
  return {
    ...(long === undefined || long.quantity.isZero() ? {} : { long }),
    ...(short === undefined || short.quantity.isZero() ? {} : { short }),
  }
}
