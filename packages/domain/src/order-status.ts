/** Life of an order; see `canTransition` for the legal steps. */
export const orderStatuses = [
  'intended',
  'submitted',
  'accepted',
  'partially-filled',
  'filled',
  'rejected',
  'canceled',
  'expired',
] as const

export type OrderStatus = (typeof orderStatuses)[number]

/**
 * An intent may go straight to what the exchange made of it: when it was sent is not recorded apart, and a crash may hide
 * the steps between. A partial fill may follow a partial fill.
 */
const nextStatuses: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  intended: ['submitted', 'accepted', 'partially-filled', 'filled', 'rejected', 'canceled', 'expired'],
  submitted: ['accepted', 'partially-filled', 'filled', 'rejected', 'canceled', 'expired'],
  accepted: ['partially-filled', 'filled', 'canceled', 'expired'],
  'partially-filled': ['partially-filled', 'filled', 'canceled', 'expired'],
  filled: [],
  rejected: [],
  canceled: [],
  expired: [],
}

/** Tells whether an order may go from one status to the other; staying is a step only for `partially-filled`. */
export const canTransition = (from: OrderStatus, to: OrderStatus): boolean => nextStatuses[from].includes(to)

/** Tells whether the order can never fill or change again. */
export const isFinal = (status: OrderStatus): boolean => nextStatuses[status].length === 0

/** Tells whether the order rests at the exchange or may yet arrive there: it can still fill. */
export const isOpen = (status: OrderStatus): boolean => !isFinal(status)
