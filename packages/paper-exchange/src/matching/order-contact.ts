import type { Order, Price } from '@tradingboost/domain'

/**
 * The market meets an order: trades through its price, only touches it, lets a marketable limit order `take`, or makes a market
 * order or a stop trade at once (`trigger`).
 */
export interface Contact {
  readonly kind: 'through' | 'touch' | 'take' | 'trigger'
  readonly order: Order
  /** Resting limit orders trade here; orders that take trade here before slippage and impact. */
  readonly price: Price
}

/** An order at rest; `takes` is set when it arrived to trade at once, which it does at the next open. */
export interface RestingOrder {
  readonly order: Order
  readonly takes: boolean
}

/**
 * Which orders the opening price meets, oldest first. A gap beyond the price of a resting limit order fills it at its own
 * price, since it was there before; a gap beyond a trigger price trades at the open.
 */
export function contactsAtOpen(resting: readonly RestingOrder[], open: Price): Contact[] {
  const contacts: Contact[] = []
  for (const { order, takes } of resting) {
    const contact = order.price === undefined ? stopAtOpen(order, takes, open) : limitAtOpen(order, takes, open)
    if (contact !== undefined) contacts.push(contact)
  }
  return contacts
}

function stopAtOpen(order: Order, takes: boolean, open: Price): Contact | undefined {
  return takes || isTriggered(order, open) ? { kind: 'trigger', order, price: open } : undefined
}

function limitAtOpen(order: Order, takes: boolean, open: Price): Contact | undefined {
  const { price, side } = order
  if (price === undefined) return undefined
  const isBeyond = side === 'buy' ? open.lt(price) : open.gt(price)
  if (takes && (isBeyond || open.eq(price))) return { kind: 'take', order, price: open }
  return isBeyond ? { kind: 'through', order, price } : undefined
}

/** A stop triggers when the market stands at its trigger price or beyond: above for a buy, below for a sell. */
export function isTriggered(order: Pick<Order, 'side' | 'triggerPrice'>, at: Price): boolean {
  if (order.triggerPrice === undefined) return false
  return order.side === 'buy' ? at.gte(order.triggerPrice) : at.lte(order.triggerPrice)
}

/** Which orders the market meets on its way from one price to another: in the order of their prices, then oldest first. */
export function contactsBetween(resting: readonly RestingOrder[], from: Price, to: Price): Contact[] {
  const contacts: Contact[] = []
  for (const { order } of resting) {
    const at = order.triggerPrice ?? order.price
    if (at === undefined) continue
    const isStop = order.triggerPrice !== undefined
    const metFalling = (order.side === 'buy') !== isStop
    if (metFalling ? at.gt(from) || at.lt(to) : at.lt(from) || at.gt(to)) continue
    contacts.push({ kind: isStop ? 'trigger' : at.eq(to) ? 'touch' : 'through', order, price: at })
  }
  return to.lt(from)
    ? contacts.toSorted((left, right) => right.price.cmp(left.price))
    : contacts.toSorted((left, right) => left.price.cmp(right.price))
}
