import { quantity, zero, type Quantity } from '@tradingboost/domain'
import type { OpenOrder } from '@tradingboost/engine'
import { parseRungLeg, type RungLeg } from './rung-leg.ts'

export interface RungOrder {
  readonly open: OpenOrder
  readonly leg: RungLeg
  /** What may still fill. */
  readonly remaining: Quantity
}

/** The open orders of the grid by what they do for their rungs. */
export function rungOrders(openOrders: readonly OpenOrder[]): readonly RungOrder[] {
  return openOrders.flatMap((open) => {
    const leg = parseRungLeg(open.leg)
    if (leg === undefined) return []
    return [{ open, leg, remaining: quantity(open.order.quantity.minus(open.order.filledQuantity)) }]
  })
}

/** Whether an entry of that rung may still fill. */
export const entryRests = (orders: readonly RungOrder[], level: number): boolean =>
  orders.some(({ leg, remaining }) => leg.kind === 'entry' && leg.level === level && remaining.gt(0))

/** How much of what that rung holds has its take-profit resting. */
export const coveredQuantity = (orders: readonly RungOrder[], level: number): Quantity =>
  quantity(
    orders
      .filter(({ leg }) => leg.kind === 'take-profit' && leg.level === level)
      .reduce((sum, { remaining }) => sum.plus(remaining), zero),
  )
