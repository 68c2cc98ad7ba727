import type { Price, Quantity } from './amounts.ts'
import type { EpochMs } from './clock.ts'
import type { ClientOrderId, ExchangeOrderId } from './ids.ts'
import type { OrderStatus } from './order-status.ts'
import type { OrderSide, PositionSide } from './side.ts'

/** `stop-market` rests until the market trades at `triggerPrice`, then takes. */
export const orderTypes = ['limit', 'market', 'stop-market'] as const
export type OrderType = (typeof orderTypes)[number]

/** What is asked of an exchange. */
export interface OrderRequest {
  readonly clientOrderId: ClientOrderId
  readonly symbol: string
  readonly side: OrderSide
  readonly positionSide: PositionSide
  readonly type: OrderType
  readonly quantity: Quantity
  /** Required by `limit`, absent otherwise. */
  readonly price?: Price
  /** Required by `stop-market`, absent otherwise. */
  readonly triggerPrice?: Price
  /** May only shrink the position of `positionSide`; the exchange cuts or cancels what would not. */
  readonly reduceOnly: boolean
  /** Rejected instead of taking liquidity. */
  readonly postOnly: boolean
  /** An exchange that would handle the request later drops it: only after this time does "not found" prove that it never arrived. */
  readonly expireAt?: EpochMs
}

/** A request and what became of it so far. */
export interface Order extends OrderRequest {
  /** Absent until the exchange has accepted it. */
  readonly exchangeOrderId?: ExchangeOrderId
  readonly status: OrderStatus
  readonly filledQuantity: Quantity
  /** Absent until the first fill. */
  readonly averagePrice?: Price
  readonly createdAt: EpochMs
  readonly updatedAt: EpochMs
  /** Grows with each change at the exchange; an older revision never overwrites a newer one. */
  readonly revision: number
  /** Why it was rejected or canceled, when it was. */
  readonly reason?: string
}
