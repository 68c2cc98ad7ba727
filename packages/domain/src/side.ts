/** What an order does at the exchange. */
export const orderSides = ['buy', 'sell'] as const
export type OrderSide = (typeof orderSides)[number]

/** Which way a position gains; in hedge mode an account may hold both of one symbol. */
export const positionSides = ['long', 'short'] as const
export type PositionSide = (typeof positionSides)[number]

/** How an exchange reports a position: by its side in hedge mode; in one-way mode as `net`, one signed quantity per symbol. */
export type ReportedSide = PositionSide | 'net'

/** The order side that opens or grows a position of that side. */
export const openingSide = (side: PositionSide): OrderSide => (side === 'long' ? 'buy' : 'sell')

/** The order side that closes or shrinks a position of that side. */
export const closingSide = (side: PositionSide): OrderSide => (side === 'long' ? 'sell' : 'buy')

/** +1 for long, -1 for short: the sign of PnL per rise in price. */
export const direction = (side: PositionSide): 1 | -1 => (side === 'long' ? 1 : -1)
