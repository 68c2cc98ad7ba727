import type { Order, Price } from '@tradingboost/domain'

/** The market meets an order: trades through its price, only touches it, or makes it take (`trigger`). */
export interface Contact {
  readonly kind: 'through' | 'touch' | 'trigger'
  readonly order: Order
  /** Limit orders trade here; orders that take trade here before slippage. */
  readonly price: Price
}

/** An order at rest; `working` is set once it takes: a market order or a triggered stop whose remainder waits for volume. */
export interface RestingOrder {
  readonly order: Order
  readonly working: boolean
}

/** Which orders the opening price meets, oldest first. A gap beyond a price trades at the open, to the better or the worse. */
export function contactsAtOpen(resting: readonly RestingOrder[], open: Price): Contact[] {
  const contacts: Contact[] = []
  for (const { order, working } of resting) {
    const kind = working ? 'trigger' : contactWithOpen(order, open)
    if (kind !== undefined) contacts.push({ kind, order, price: open })
  }
  return contacts
}

function contactWithOpen(order: Order, open: Price): Contact['kind'] | undefined {
  if (order.triggerPrice !== undefined) return isTriggered(order, open) ? 'trigger' : undefined
  if (order.price === undefined) return undefined
  return (order.side === 'buy' ? open.lt(order.price) : open.gt(order.price)) ? 'through' : undefined
}

/** A stop triggers when the market stands at its trigger price or beyond: above for a buy, below for a sell. */
export function isTriggered(order: Pick<Order, 'side' | 'triggerPrice'>, at: Price): boolean {
  if (order.triggerPrice === undefined) return false
  return order.side === 'buy' ? at.gte(order.triggerPrice) : at.lte(order.triggerPrice)
}

/** Which orders the market meets on its way from one price to another: in the order of their prices, then oldest first. */
export function contactsBetween(resting: readonly RestingOrder[], from: Price, to: Price): Contact[] {
  const contacts: Contact[] = []
  for (const { order, working } of resting) {
    if (working) continue
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
