import { quantity, type ClientOrderId, type Order, type OrderRequest } from '@tradingboost/domain'
import { formatClientOrderId } from '../client-order-id.ts'
import type { Decision } from '../decision.ts'
import { assessRisk } from '../risk/assess-risk.ts'
import type { StrategyEvent } from '../strategy.ts'
import { count, type Turn } from './turn.ts'

/** Turns a decision into an intent and a command; a refusal comes back, to be told to the strategy. */
export function carryOut<Settings, Memory>(
  turn: Turn<Settings, Memory>,
  decision: Decision,
): StrategyEvent | undefined {
  if (decision.kind === 'place') return place(turn, decision)
  cancel(turn, decision)
  return undefined
}

function place<Settings, Memory>(
  turn: Turn<Settings, Memory>,
  decision: Extract<Decision, { kind: 'place' }>,
): StrategyEvent | undefined {
  const { bot, limits } = turn.context
  const sequence = turn.state.sequence + 1
  turn.state = { ...turn.state, sequence }
  const { leg } = decision
  const request = requestOf(decision, formatClientOrderId({ tag: bot.tag, sequence, leg }), bot.symbol)
  const at = turn.state.now
  const intent: Order = {
    ...request,
    status: 'intended',
    filledQuantity: quantity(0),
    createdAt: at,
    updatedAt: at,
    revision: 0,
  }
  const verdict = assessRisk(request, turn.state, limits)
  if (verdict.kind === 'refused') {
    count(turn, 'refused')
    turn.events.push({ kind: 'decision-refused', at, leg, reason: `${verdict.reason}: ${verdict.message}` })
    const order: Order = { ...intent, status: 'rejected', reason: `refused: ${verdict.reason}` }
    return { kind: 'order-ended', order, leg }
  }
  const tracked = { order: intent, leg, seenQuantity: quantity(0), cancel: 'none' } as const
  turn.state = { ...turn.state, orders: new Map(turn.state.orders).set(request.clientOrderId, tracked) }
  turn.events.push({ kind: 'order-intended', at, order: intent, leg, note: decision.note })
  turn.commands.push({ kind: 'submit', request: verdict.request })
  return undefined
}

function cancel<Settings, Memory>(
  turn: Turn<Settings, Memory>,
  { clientOrderId: id, note }: Extract<Decision, { kind: 'cancel' }>,
): void {
  const tracked = turn.state.orders.get(id)
  if (tracked === undefined || tracked.cancel !== 'none') return
  turn.state = { ...turn.state, orders: new Map(turn.state.orders).set(id, { ...tracked, cancel: 'asked' }) }
  turn.events.push({ kind: 'cancel-asked', at: turn.state.now, clientOrderId: id, leg: tracked.leg, note })
  turn.commands.push({ kind: 'cancel', symbol: tracked.order.symbol, clientOrderId: id })
}

function requestOf(
  {
    side,
    positionSide,
    type,
    quantity: size,
    price,
    triggerPrice,
    reduceOnly,
    postOnly,
  }: Extract<Decision, { kind: 'place' }>,
  clientOrderId: ClientOrderId,
  symbol: string,
): OrderRequest {
  return {
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
  }
}
