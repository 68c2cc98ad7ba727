import type { ClientOrderId, Fill, Order, Position } from '@tradingboost/domain'

/** What the exchange says about a bot's orders, fills and positions. */
export interface ExchangeBook {
  /** Orders of the account that rest in the symbol, and the ended ones among those that were asked for. */
  readonly orders: readonly Order[]
  /** Asked for, and the exchange knows nothing of them: they never arrived. */
  readonly missing: readonly ClientOrderId[]
  /** The account's fills since the last one seen, oldest first. */
  readonly fills: readonly Fill[]
  /** The account's positions. */
  readonly positions: readonly Position[]
  /** Whether the strategy's memory reaches back to these fills; if not, they count and are not told to it. */
  readonly fillsFollowMemory: boolean
  /** Orders that Redis holds as open and the bot's memory has done with, as the exchange has them: recorded, not told. */
  readonly forgotten: readonly { readonly order: Order; readonly leg: string }[]
}
