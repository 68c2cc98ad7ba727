import type { Money, Price, Quantity } from './amounts.ts'
import type { EpochMs } from './clock.ts'
import type { ClientOrderId, ExchangeOrderId, FillId } from './ids.ts'
import type { OrderSide, PositionSide } from './side.ts'

/** One execution of ours. */
export interface Fill {
  readonly fillId: FillId
  readonly clientOrderId: ClientOrderId
  readonly exchangeOrderId: ExchangeOrderId
  readonly symbol: string
  readonly side: OrderSide
  readonly positionSide: PositionSide
  readonly price: Price
  readonly quantity: Quantity
  /** Positive is paid, negative is a rebate; in the instrument's settle currency. */
  readonly fee: Money
  readonly liquidity: 'maker' | 'taker'
  readonly filledAt: EpochMs
}
