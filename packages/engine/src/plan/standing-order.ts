import { isOpen, quantityLeft, type ClientOrderId, type OrderRequest, type Quantity } from '@tradingboost/domain'
import type { TrackedOrder } from '../engine-state.ts'

/** An order that may still fill, as the plan compares it with what is wanted. */
export interface StandingOrder {
  readonly clientOrderId: ClientOrderId
  readonly leg: string
  readonly request: OrderRequest
  /** What may still fill, as far as the strategy knows. */
  readonly remaining: Quantity
  /** `pending`: a request of ours has no answer yet. `ending`: no more than fills of the past can come of it. */
  readonly state: 'resting' | 'pending' | 'ending'
  /** False after the exchange has refused to amend it. */
  readonly canAmend: boolean
}

/** The bot's orders as the plan sees them, oldest first. */
export const standingOrders = (orders: Iterable<TrackedOrder>): readonly StandingOrder[] =>
  [...orders].map(({ order, leg, seenQuantity, cancel, amend }) => ({
    clientOrderId: order.clientOrderId,
    leg,
    request: order,
    remaining: quantityLeft(order.quantity, seenQuantity),
    state: stateOf({ order, cancel, amend }),
    canAmend: amend !== 'refused',
  }))

function stateOf({ order, cancel, amend }: Pick<TrackedOrder, 'order' | 'cancel' | 'amend'>): StandingOrder['state'] {
  if (!isOpen(order.status)) return 'ending'
  const isUnanswered = order.status === 'intended' || order.status === 'submitted'
  return isUnanswered || cancel !== 'none' || amend === 'asked' || amend === 'unknown' ? 'pending' : 'resting'
}
