import type { ClientOrderId, OrderSide, OrderType, PositionSide, Price, Quantity } from '@tradingboost/domain'

/** What a strategy wants; the engine names, checks, records and sends it. */
export type Decision =
  | {
      readonly kind: 'place'
      /** Role of the order within the strategy, such as `entry`, `tp1`, `sl`, `b07`; becomes part of the client order id. */
      readonly leg: string
      readonly side: OrderSide
      readonly positionSide: PositionSide
      readonly type: OrderType
      readonly quantity: Quantity
      readonly price?: Price
      readonly triggerPrice?: Price
      readonly reduceOnly: boolean
      readonly postOnly: boolean
      /** Why, in a few words: recorded with the intent. */
      readonly note: string
    }
  /** Of an order that is gone, or whose cancel is on its way, nothing happens. */
  | { readonly kind: 'cancel'; readonly clientOrderId: ClientOrderId; readonly note: string }
