import { isOpen, type ClientOrderId, type FillId, type Position } from '@tradingboost/domain'
import { parseClientOrderId } from '../client-order-id.ts'
import { clampShare, takeFill, takePosition } from '../turn/take-fill.ts'
import { adoptOrder, endOrder, neverArrived, retireIfDone, takeOrder, track } from '../turn/take-order.ts'
import type { Turn } from '../turn/turn.ts'
import type { ExchangeBook } from './exchange-book.ts'

/**
 * Makes the engine's state agree with the exchange: adopts what rests, takes the fills that happened unseen, expires what
 * never arrived. Nothing is sent again: what is still wanted, the strategy asks for under a new id.
 */
export function takeBook<Settings, Memory>(turn: Turn<Settings, Memory>, book: ExchangeBook): void {
  const { context } = turn
  const before = turn.state
  const corrected = book.positions.filter(
    (position): position is Position => position.symbol === context.bot.symbol && takePosition(turn, position),
  )
  const byId = new Map(book.orders.map((order) => [order.clientOrderId, order]))
  // An order's new state counts before its fills are told, and it is let go only after them.
  for (const order of book.orders) takeOrder(turn, order)
  for (const fill of book.fills) {
    takeFill(turn, { fill, order: byId.get(fill.clientOrderId), tell: book.fillsFollowMemory })
  }
  for (const order of book.orders) adoptOrder(turn, order)
  for (const id of book.missing) endOrder(turn, id, 'expired', neverArrived)
  for (const tracked of turn.state.orders.values()) {
    // Nothing is on its way any more: what was asked for before a crash is asked for again, if it is still wanted.
    if (tracked.cancel !== 'none' || tracked.amend === 'asked' || tracked.amend === 'unknown') {
      track(turn, { ...tracked, cancel: 'none', amend: 'none' })
    }
    retireIfDone(turn, tracked.order.clientOrderId)
  }
  clampShare(turn)
  turn.state = { ...turn.state, isInDoubt: false }
  for (const { order, leg } of book.forgotten) {
    const { sequence = 0 } = parseClientOrderId(order.clientOrderId) ?? {}
    turn.state = { ...turn.state, sequence: Math.max(turn.state.sequence, sequence) }
    turn.events.push({ kind: 'order-updated', at: turn.state.now, order, leg })
  }
  const wasOpen = (id: ClientOrderId): boolean => {
    const status = before.orders.get(id)?.order.status
    return status !== undefined && status !== 'intended' && status !== 'submitted' && isOpen(status)
  }
  turn.events.push({
    kind: 'reconciled',
    at: turn.state.now,
    adopted: [...turn.state.orders.keys()].filter((id) => !wasOpen(id)),
    ended: [...before.orders.keys()].filter((id) => !turn.state.orders.has(id)),
    missedFills: book.fills.filter(({ symbol }) => symbol === context.bot.symbol).map(({ fillId }): FillId => fillId),
    correctedPositions: corrected,
  })
}
