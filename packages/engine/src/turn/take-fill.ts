import {
  Decimal,
  applyFill,
  money,
  openingSide,
  quantity,
  quantityLeft,
  type Fill,
  type Order,
  type Position,
} from '@tradingboost/domain'
import { parseClientOrderId } from '../client-order-id.ts'
import { isNews, retireIfDone, track } from './take-order.ts'
import { tellStrategy } from './tell-strategy.ts'
import { count, type Turn } from './turn.ts'

/** Fills that are kept to tell a repeated one: more than can be under way at once. */
const remembered = 256

export interface SeenFill {
  readonly fill: Fill
  /** As the fill left them, where the exchange said so. */
  readonly order?: Order | undefined
  readonly position?: Position | undefined
  /** False for fills from before the strategy's memory. */
  readonly tell: boolean
}

/** Takes one fill of the account, once. */
export function takeFill<Settings, Memory>(turn: Turn<Settings, Memory>, seen: SeenFill): void {
  const { fill, position } = seen
  const { recentFillIds } = turn.state
  if (recentFillIds.includes(fill.fillId)) return
  turn.state = {
    ...turn.state,
    lastFillId: fill.fillId,
    recentFillIds: [...recentFillIds.slice(1 - remembered), fill.fillId],
  }
  const { bot } = turn.context
  if (fill.symbol !== bot.symbol) return
  if (position !== undefined) takePosition(turn, position)
  const parts = parseClientOrderId(fill.clientOrderId)
  if (parts?.tag === bot.tag) takeOwnFill(turn, seen, parts)
  else if (position !== undefined) {
    turn.events.push({ kind: 'position-changed', at: turn.state.now, position })
    clampShare(turn)
  }
}

/** Keeps the newest that the exchange says of a position; false when it was no news. */
export function takePosition<Settings, Memory>(turn: Turn<Settings, Memory>, position: Position): boolean {
  const known = turn.state.book[position.side]
  if (known !== undefined && known.revision >= position.revision) return false
  turn.state = { ...turn.state, book: { ...turn.state.book, [position.side]: position } }
  return true
}

/** Nobody's share is larger than what the account holds: a liquidation takes the bot's part too. */
export function clampShare<Settings, Memory>(turn: Turn<Settings, Memory>): void {
  const { share, book } = turn.state
  for (const side of ['long', 'short'] as const) {
    const mine = share[side]
    const held = book[side]?.quantity ?? quantity(0)
    if (mine === undefined || mine.quantity.lte(held)) continue
    turn.state = { ...turn.state, share: { ...turn.state.share, [side]: { ...mine, quantity: held } } }
    const lost = quantityLeft(mine.quantity, held)
    turn.events.push({ kind: 'share-lost', at: turn.state.now, side, quantity: lost })
    tellStrategy(turn, { kind: 'position-lost', side, quantity: lost })
  }
}

function takeOwnFill<Settings, Memory>(
  turn: Turn<Settings, Memory>,
  { fill, order: orderAfter, tell }: SeenFill,
  { leg, sequence }: { readonly leg: string; readonly sequence: number },
): void {
  const tracked = turn.state.orders.get(fill.clientOrderId)
  if (tracked !== undefined) {
    const order = orderAfter !== undefined && isNews(tracked.order, orderAfter) ? orderAfter : tracked.order
    const seenQuantity = quantity(tracked.seenQuantity.plus(fill.quantity))
    track(turn, { ...tracked, order, seenQuantity })
  }
  turn.state = { ...turn.state, sequence: Math.max(turn.state.sequence, sequence) }
  addToShare(turn, fill)
  const order = orderAfter ?? tracked?.order
  const position = turn.state.book[fill.positionSide] ?? turn.state.share[fill.positionSide]
  if (order !== undefined && position !== undefined) {
    turn.events.push({ kind: 'order-filled', at: turn.state.now, fill, order, leg, position })
  }
  if (tell || tracked !== undefined) tellStrategy(turn, { kind: 'fill', fill, order, leg })
  retireIfDone(turn, fill.clientOrderId)
}

function addToShare<Settings, Memory>(turn: Turn<Settings, Memory>, fill: Fill): void {
  const { instrument, share, tally } = turn.state
  const before = share[fill.positionSide]
  const closes = fill.side !== openingSide(fill.positionSide)
  const counted = closes ? Decimal.min(fill.quantity, before?.quantity ?? 0) : fill.quantity
  const paid = { ...tally, fees: money(tally.fees.plus(fill.fee)) }
  turn.state = { ...turn.state, tally: paid }
  count(turn, 'fills')
  // Memory of what was opened is gone: there is nothing to close and no PnL to count.
  if (counted.isZero()) return
  const { position, realizedPnl } = applyFill(instrument, before, { ...fill, quantity: quantity(counted) })
  const after = turn.state.tally
  turn.state = {
    ...turn.state,
    share: { ...share, [fill.positionSide]: position },
    tally: { ...after, realizedPnl: money(after.realizedPnl.plus(realizedPnl)) },
  }
}
