import {
  candleProblem,
  clientOrderId,
  decimal,
  epochMs,
  exchangeNames,
  exchangeOrderId,
  fillId,
  money,
  orderSides,
  orderStatuses,
  orderTypes,
  parsedBy,
  positionSides,
  price,
  quantity,
  timeframes,
  userId,
  type Candle,
  type Decimal,
  type EpochMs,
  type Fill,
  type FillId,
  type Instrument,
  type Money,
  type Order,
  type OrderRequest,
  type Position,
  type Price,
  type Quantity,
} from '@tradingboost/domain'
import { z } from 'zod'

/**
 * How the domain's records stand in JSON, on the wire and in restart memories: amounts and ids as text, times as epoch
 * milliseconds.
 * JSON.stringify writes them so (a decimal's toJSON is its digits); these schemas read them back.
 */
const digits = z.string().regex(/^-?\d+(\.\d+)?$/, 'is no decimal text such as "0.5"')
const id = z.string().min(1).max(200)

export const wireDecimal: z.ZodType<Decimal> = digits.transform(parsedBy(decimal))
/** Reads a price back from its digits. */
export const wirePrice: z.ZodType<Price> = digits.transform(parsedBy(price))
/** Reads a quantity back from its digits. */
export const wireQuantity: z.ZodType<Quantity> = digits.transform(parsedBy(quantity))
/** Reads money back from its digits. */
export const wireMoney: z.ZodType<Money> = digits.transform(parsedBy(money))
/** Reads a time back from epoch milliseconds. */
export const wireTime: z.ZodType<EpochMs> = z.int().nonnegative().transform(epochMs)
export const wireSymbol = id
export const wireTimeframe = z.enum(timeframes)
export const wireClientOrderId = id.transform(parsedBy(clientOrderId))
/** Reads the id of a fill back. */
export const wireFillId: z.ZodType<FillId> = id.transform(parsedBy(fillId))
export const wireUserId = id.transform(parsedBy(userId))
const wireExchangeName = z.enum(exchangeNames)

const requestFields = {
  clientOrderId: wireClientOrderId,
  symbol: wireSymbol,
  side: z.enum(orderSides),
  positionSide: z.enum(positionSides),
  type: z.enum(orderTypes),
  quantity: wireQuantity,
  price: wirePrice.exactOptional(),
  triggerPrice: wirePrice.exactOptional(),
  reduceOnly: z.boolean(),
  postOnly: z.boolean(),
  expireAt: wireTime.exactOptional(),
}

export const wireOrderRequest: z.ZodType<OrderRequest> = z.object(requestFields)

/** Reads an order back from JSON. */
export const wireOrder: z.ZodType<Order> = z.object({
  ...requestFields,
  exchangeOrderId: id.transform(parsedBy(exchangeOrderId)).exactOptional(),
  status: z.enum(orderStatuses),
  filledQuantity: wireQuantity,
  averagePrice: wirePrice.exactOptional(),
  createdAt: wireTime,
  updatedAt: wireTime,
  revision: z.int().nonnegative(),
  reason: z.string().exactOptional(),
})

export const wireFill: z.ZodType<Fill> = z.object({
  fillId: wireFillId,
  clientOrderId: wireClientOrderId,
  exchangeOrderId: id.transform(parsedBy(exchangeOrderId)),
  symbol: wireSymbol,
  side: z.enum(orderSides),
  positionSide: z.enum(positionSides),
  price: wirePrice,
  quantity: wireQuantity,
  fee: wireMoney,
  liquidity: z.enum(['maker', 'taker']),
  filledAt: wireTime,
})

/** Reads a position back from JSON. */
export const wirePosition: z.ZodType<Position> = z.object({
  symbol: wireSymbol,
  side: z.enum(positionSides),
  quantity: wireQuantity,
  averagePrice: wirePrice,
  realizedPnl: wireMoney,
  fees: wireMoney,
  openedAt: wireTime,
  updatedAt: wireTime,
  revision: z.int().nonnegative(),
})

/** Reads a candle back from JSON; refuses one whose prices contradict each other. */
export const wireCandle: z.ZodType<Candle> = z
  .object({
    openAt: wireTime,
    open: wirePrice,
    high: wirePrice,
    low: wirePrice,
    close: wirePrice,
    volume: wireQuantity,
  })
  .refine((candle) => candleProblem(candle) === undefined, 'is no candle')

export const wireInstrument: z.ZodType<Instrument> = z.object({
  exchange: wireExchangeName,
  symbol: wireSymbol,
  kind: z.enum(['swap', 'spot']),
  base: id,
  quote: id,
  settle: id,
  tickSize: wireDecimal,
  lotSize: wireDecimal,
  minQuantity: wireQuantity,
  minNotional: wireDecimal,
  contractSize: wireDecimal,
})
