import { isOpen, type Position, type PositionSide, type Timeframe } from '@tradingboost/domain'
import { statusOf, type EngineState, type Positions } from '../engine-state.ts'
import type { StrategyView } from '../strategy.ts'

/** What the strategy may look at; an order shows no more filled than the fills that the strategy has been told. */
export function viewOf<Memory>(state: EngineState<Memory>, timeframe: Timeframe): StrategyView<Memory> {
  return {
    memory: state.memory,
    instrument: state.instrument,
    timeframe,
    status: statusOf(state),
    openOrders: [...state.orders.values()].map(({ order, leg, seenQuantity, cancel }) => ({
      order: { ...order, filledQuantity: seenQuantity },
      leg,
      canceling: cancel !== 'none' || !isOpen(order.status),
    })),
    positions: openOnes(state.share),
    lastCandle: state.lastCandle,
  }
}

function openOnes({ long, short }: Positions): { readonly [side in PositionSide]?: Position } {
  return {
    ...(long === undefined || long.quantity.isZero() ? {} : { long }),
    ...(short === undefined || short.quantity.isZero() ? {} : { short }),
  }
}
