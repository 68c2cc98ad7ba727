import {
  assertNever,
  quantity,
  quantityLeft,
  type ClientOrderId,
  type Order,
  type OrderRequest,
} from '@tradingboost/domain'
import type { Amendment } from '@tradingboost/exchange'
import { formatClientOrderId } from '../client-order-id.ts'
import type { PlanStep } from '../plan/diff-orders.ts'
import type { WantedOrder } from '../plan/wanted-order.ts'
import { assessRisk } from '../risk/assess-risk.ts'
import { count, type Turn } from './turn.ts'

/**
 * Turns one step of a plan into what is recorded and a command. What the risk gate refuses waits: the plan keeps the limits, so
 * only orders that are about to end can be in the way.
 */
export function carryOut<Settings, Memory>(turn: Turn<Settings, Memory>, step: PlanStep): void {
  switch (step.kind) {
    case 'place':
      return place(turn, step.leg, step.wanted)
    case 'amend':
      return amend(turn, step)
    case 'cancel':
      return askForCancel(turn, step.clientOrderId, step.leg, step.why)
    default:
      return assertNever(step)
  }
}

function place<Settings, Memory>(turn: Turn<Settings, Memory>, leg: string, wanted: WantedOrder): void {
  const { bot, limits } = turn.context
  const sequence = turn.state.sequence + 1
  const request = requestOf(wanted, formatClientOrderId({ tag: bot.tag, sequence, leg }), bot.symbol)
  const verdict = assessRisk(request, turn.state, limits)
  if (verdict.kind === 'refused') return
  const at = turn.state.now
  const order: Order = {
    ...request,
    status: 'intended',
    filledQuantity: quantity(0),
    createdAt: at,
    updatedAt: at,
    revision: 0,
  }
  const tracked = { order, leg, seenQuantity: quantity(0), cancel: 'none', amend: 'none' } as const
  turn.state = {
    ...turn.state,
    sequence,
    orders: new Map(turn.state.orders).set(request.clientOrderId, tracked),
  }
  count(turn, 'decisions')
  turn.events.push({ kind: 'order-intended', at, order, leg, note: wanted.why })
  turn.commands.push({ kind: 'submit', request: verdict.request })
}

function amend<Settings, Memory>(
  turn: Turn<Settings, Memory>,
  { clientOrderId: id, leg, why, quantity: size, price, triggerPrice }: Extract<PlanStep, { kind: 'amend' }>,
): void {
  const tracked = turn.state.orders.get(id)
  if (tracked === undefined) return
  const amendment: Amendment = {
    ...(size === undefined ? {} : { quantity: size }),
    ...(price === undefined ? {} : { price }),
    ...(triggerPrice === undefined ? {} : { triggerPrice }),
  }
  const changed = { ...tracked.order, ...amendment }
  const remaining = quantityLeft(changed.quantity, tracked.seenQuantity)
  const verdict = assessRisk({ ...changed, quantity: remaining }, turn.state, turn.context.limits, id)
  if (verdict.kind === 'refused') return
  turn.state = { ...turn.state, orders: new Map(turn.state.orders).set(id, { ...tracked, amend: 'asked' }) }
  count(turn, 'decisions')
  turn.events.push({ kind: 'amend-asked', at: turn.state.now, clientOrderId: id, leg, note: why })
  const { symbol, reduceOnly } = tracked.order
  turn.commands.push({ kind: 'amend', symbol, clientOrderId: id, amendment, reduceOnly })
}

/** Asks the exchange to end an order, once. */
export function askForCancel<Settings, Memory>(
  turn: Turn<Settings, Memory>,
  id: ClientOrderId,
  leg: string,
  note: string,
): void {
  const tracked = turn.state.orders.get(id)
  if (tracked === undefined || tracked.cancel !== 'none') return
  turn.state = { ...turn.state, orders: new Map(turn.state.orders).set(id, { ...tracked, cancel: 'asked' }) }
  count(turn, 'decisions')
  turn.events.push({ kind: 'cancel-asked', at: turn.state.now, clientOrderId: id, leg, note })
  turn.commands.push({ kind: 'cancel', symbol: tracked.order.symbol, clientOrderId: id })
}

const requestOf = (
  { side, positionSide, type, quantity: size, price, triggerPrice, reduceOnly, postOnly }: WantedOrder,
  clientOrderId: ClientOrderId,
  symbol: string,
): OrderRequest => ({
  clientOrderId,
  symbol,
  side,
  positionSide,
  type,
  quantity: size,
  ...(price === undefined ? {} : { price }),
  ...(triggerPrice === undefined ? {} : { triggerPrice }),
  reduceOnly,
  postOnly,
})
