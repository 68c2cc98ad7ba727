import { money, price, quantity, type OrderSide, type OrderType } from '@tradingboost/domain'
import { anInstrument } from '@tradingboost/testkit'
import type { Allowance } from '../src/plan/admit-orders.ts'
import type { WantedOrder } from '../src/plan/wanted-order.ts'

/** A wanted order of a long position: it sells 1 at 100, reduce-only, unless it buys. */
export const aWanted = (input: {
  readonly side?: OrderSide
  readonly type?: OrderType
  readonly quantity?: number | string
  readonly price?: number | string
}): WantedOrder => {
  const { side = 'sell', type = 'limit' } = input
  const at = price(input.price ?? 100)
  return {
    side,
    positionSide: 'long',
    type,
    quantity: quantity(input.quantity ?? 1),
    ...(type === 'limit' ? { price: at } : {}),
    ...(type === 'stop-market' ? { triggerPrice: at } : {}),
    reduceOnly: side === 'sell',
    postOnly: false,
    why: 'a test',
  }
}

/** Room for 10 orders and 1,000,000; nothing held, nothing open. */
export const anAllowance = (input: Partial<Allowance> = {}): Allowance => ({
  instrument: anInstrument({ contractSize: 1 }),
  held: {},
  heldNotional: money(0),
  maxNotional: money(1_000_000),
  maxOpenOrders: 10,
  lastPrice: price(100),
  standing: [],
  closedFor: undefined,
  ...input,
})
