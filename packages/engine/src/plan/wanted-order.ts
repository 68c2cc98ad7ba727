import type { OrderSide, OrderType, PositionSide, Price, Quantity } from '@tradingboost/domain'

/** An order that should be open; the engine makes it so, by the least of place, amend and cancel. */
export interface WantedOrder {
  readonly side: OrderSide
  readonly positionSide: PositionSide
  readonly type: OrderType
  /** What should still fill: an order of 5 of which 2 have filled satisfies a wanted 3. */
  readonly quantity: Quantity
  /** Required by `limit`, absent otherwise. */
  readonly price?: Price
  /** Required by `stop-market`, absent otherwise. */
  readonly triggerPrice?: Price
  readonly reduceOnly: boolean
  readonly postOnly: boolean
  /** Why, in a few words: recorded with the intent. */
  readonly why: string
}

/**
 * The orders that should be open, by leg: the role of an order within its strategy, such as `entry`, `tp1`, `sl`, `b07`, part of
 * its client order id. What comes first is served first where a limit leaves no room for all.
 */
export type WantedOrders = ReadonlyMap<string, WantedOrder>

/** Nothing should be open. */
export const noOrders: WantedOrders = new Map()
