import { canTransition, isFinal, quantity, TradingError, type ClientOrderId, type Order } from '@tradingboost/domain'
import { parseClientOrderId } from '../client-order-id.ts'
import type { EngineState, TrackedOrder } from '../engine-state.ts'
import { pauseLeg } from '../plan/pauses.ts'
import { tellStrategy } from './tell-strategy.ts'
import { count, type Turn } from './turn.ts'

/** Takes what the exchange says of an order; what is known already, what is done with and what is not ours change nothing. */
export function takeOrder<Settings, Memory>(turn: Turn<Settings, Memory>, order: Order): void {
  const tracked = turn.state.orders.get(order.clientOrderId)
  if (tracked === undefined || !isNews(tracked.order, order)) return
  track(turn, { ...tracked, order })
  turn.events.push({ kind: 'order-updated', at: turn.state.now, order, leg: tracked.leg })
  retireIfDone(turn, order.clientOrderId)
}

/**
 * Whether that is later than what is known of the order. Throws `invalid-transition` for a later status that cannot follow the
 * known one: an exchange that contradicts itself must not be traded on.
 */
export function isNews(known: Order, said: Order): boolean {
  if (said.revision <= known.revision) return false
  if (said.status === known.status || canTransition(known.status, said.status)) return true
  throw new TradingError(
    'invalid-transition',
    `order ${known.clientOrderId} was ${known.status} and is said to be ${said.status}: compare it with the exchange before you start the bot again`,
    { retry: 'never', details: { clientOrderId: known.clientOrderId, from: known.status, to: said.status } },
  )
}

/** Ends an order that the exchange never had or never will have, unless the exchange has said otherwise before. */
export function endOrder<Settings, Memory>(
  turn: Turn<Settings, Memory>,
  id: ClientOrderId,
  status: 'rejected' | 'expired',
  reason: string,
): void {
  const tracked = turn.state.orders.get(id)
  if (tracked === undefined || !canTransition(tracked.order.status, status)) return
  const { order } = tracked
  takeOrder(turn, { ...order, status, reason, updatedAt: turn.state.now, revision: order.revision + 1 })
}

/** Replaces one tracked order; it counts as sent when the exchange is first seen to have taken it. */
export function track<Settings, Memory>(turn: Turn<Settings, Memory>, tracked: TrackedOrder): void {
  const known = turn.state.orders.get(tracked.order.clientOrderId)
  const isTaken = tracked.order.exchangeOrderId !== undefined
  if (known !== undefined && known.order.exchangeOrderId === undefined && isTaken) count(turn, 'orders')
  turn.state = { ...turn.state, orders: new Map(turn.state.orders).set(tracked.order.clientOrderId, tracked) }
}

/** Lets go of an order that has ended and whose fills have all been seen; one that ended unfilled is told. */
export function retireIfDone<Settings, Memory>(turn: Turn<Settings, Memory>, id: ClientOrderId): void {
  const tracked = turn.state.orders.get(id)
  if (tracked === undefined) return
  const { order, leg, seenQuantity } = tracked
  if (!isFinal(order.status) || seenQuantity.lt(order.filledQuantity)) return
  turn.state = { ...turn.state, orders: without(turn.state, id) }
  if (order.status === 'filled') return
  if (isTurnedAway(tracked)) pause(turn, leg, order.reduceOnly)
  tellStrategy(turn, { kind: 'order-ended', order, leg })
}

/** Ended by the exchange or by somebody else. What never arrived may be placed again at once. */
const isTurnedAway = ({ order: { status, reason }, cancel }: TrackedOrder): boolean =>
  status === 'rejected' ||
  (status === 'canceled' && cancel === 'none') ||
  (status === 'expired' && reason !== neverArrived)

/** Why an order ended that the exchange does not know. */
export const neverArrived = 'never-arrived'

/** Tries nothing at that leg until a later candle. */
export function pause<Settings, Memory>(turn: Turn<Settings, Memory>, leg: string, isProtection: boolean): void {
  const { pauses, tally } = turn.state
  turn.state = { ...turn.state, pauses: pauseLeg(pauses, leg, isProtection, tally.candles) }
}

/**
 * Takes an order that rests under our tag and that memory has lost. Only for what the exchange says when asked: an event may
 * be older than what is known.
 */
export function adoptOrder<Settings, Memory>(turn: Turn<Settings, Memory>, order: Order): void {
  const { bot } = turn.context
  const parts = parseClientOrderId(order.clientOrderId)
  const isOurs = parts?.tag === bot.tag && order.symbol === bot.symbol
  if (!isOurs || isFinal(order.status) || turn.state.orders.has(order.clientOrderId)) return
  const { leg } = parts
  track(turn, { order, leg, seenQuantity: quantity(order.filledQuantity), cancel: 'none', amend: 'none' })
  turn.state = { ...turn.state, sequence: Math.max(turn.state.sequence, parts.sequence) }
  turn.events.push({ kind: 'order-updated', at: turn.state.now, order, leg })
}

function without<Memory>({ orders }: EngineState<Memory>, id: ClientOrderId): ReadonlyMap<ClientOrderId, TrackedOrder> {
  const rest = new Map(orders)
  rest.delete(id)
  return rest
}
