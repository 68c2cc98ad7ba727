import {
  notional,
  type Brand,
  type ClientOrderId,
  type Decimal,
  type OrderRequest,
  type Quantity,
  quantityLeft,
  zero,
} from '@tradingboost/domain'
import type { EngineState } from '../engine-state.ts'
import type { RiskLimits } from './risk-limits.ts'

/** A request that the risk gate let through: nothing else can become a command. */
export type ApprovedRequest = Brand<OrderRequest, 'ApprovedRequest'>

/** Why the risk gate refuses an order. */
export type RefusalReason = 'stopped' | 'redis-down' | 'max-open-orders' | 'max-notional' | 'no-price'

export type RiskVerdict =
  | { readonly kind: 'approved'; readonly request: ApprovedRequest }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly message: string }

type Seen = Pick<EngineState<unknown>, 'status' | 'journalUp' | 'orders' | 'share' | 'instrument' | 'lastCandle'>

/**
 * Judges one request, the last gate before the exchange. What may only shrink a position always passes, also while Redis is
 * down. `instead` is the order that the request changes: it does not count besides it.
 */
export function assessRisk(
  request: OrderRequest,
  seen: Seen,
  limits: RiskLimits,
  instead?: ClientOrderId,
): RiskVerdict {
  const state = instead === undefined ? seen : { ...seen, orders: without(seen.orders, instead) }
  if (request.reduceOnly) return { kind: 'approved', request: request as ApprovedRequest }
  if (state.status !== 'running') return refuse('stopped', 'the bot is stopped: start it to open positions')
  if (!state.journalUp) {
    return refuse('redis-down', 'Redis cannot be written: nothing that opens is sent until it is back')
  }
  const open = state.orders.size
  if (open >= limits.maxOpenOrders) {
    return refuse(
      'max-open-orders',
      `${open} orders are open and ${limits.maxOpenOrders} are allowed: raise the limit or wait`,
    )
  }
  const own = valueOf(request, request.quantity, state)
  if (own === undefined) return refuse('no-price', 'no candle has been seen, so its worth is unknown: wait for one')
  const total = exposure(state).plus(own)
  if (total.lte(limits.maxNotional)) return { kind: 'approved', request: request as ApprovedRequest }
  const sentence = `the notional would be ${total.toFixed(2)} and ${limits.maxNotional.toFixed(2)} is allowed: raise the limit or lower the quantity`
  return refuse('max-notional', sentence)
}

const refuse = (reason: RefusalReason, message: string): RiskVerdict => ({ kind: 'refused', reason, message })

/** Worth of what the bot holds at its average prices, long and short added up. */
export function heldNotional({ share, instrument }: Pick<Seen, 'share' | 'instrument'>): Decimal {
  let total = zero
  for (const position of [share.long, share.short]) {
    if (position !== undefined) total = total.plus(notional(instrument, position.averagePrice, position.quantity))
  }
  return total
}

/** What the bot holds and what its opening orders may yet add. */
function exposure(state: Seen): Decimal {
  let total = heldNotional(state)
  for (const { order, seenQuantity } of state.orders.values()) {
    if (order.reduceOnly) continue
    total = total.plus(valueOf(order, quantityLeft(order.quantity, seenQuantity), state) ?? zero)
  }
  return total
}

function without(orders: Seen['orders'], id: ClientOrderId): Seen['orders'] {
  const rest = new Map(orders)
  rest.delete(id)
  return rest
}

function valueOf(request: OrderRequest, of: Quantity, { instrument, lastCandle }: Seen): Decimal | undefined {
  const at = request.price ?? request.triggerPrice ?? lastCandle?.close
  return at === undefined ? undefined : notional(instrument, at, of)
}
