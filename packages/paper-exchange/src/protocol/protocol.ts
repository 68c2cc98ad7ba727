import { positionSides, type Decimal, type EpochMs } from '@tradingboost/domain'
import { z } from 'zod'
import {
  rejectReasons,
  wireCandle,
  wireClientOrderId,
  wireDecimal,
  wireFill,
  wireFillId,
  wireInstrument,
  wireMoney,
  wireOrder,
  wireOrderRequest,
  wirePosition,
  wirePrice,
  wireQuantity,
  wireSymbol,
  wireTime,
  wireTimeframe,
  wireUserId,
  type TradingTerms,
} from '@tradingboost/exchange'
import type { AccountBook, SubscriberStatus } from '../paper-exchange.ts'

/** Path of an account's WebSocket: one connection is one account. */
export const accountPath = (user: string): string => `/accounts/${encodeURIComponent(user)}`

/** Close code: a newer connection has taken over the subscriber's name. */
export const replacedCode = 4001

const market = z.object({ symbol: wireSymbol, timeframe: wireTimeframe, subscriber: z.string().min(1).max(200) })

/** Orders that one frame may bring. */
export const maxBatch = 20

const wireTerms: z.ZodType<TradingTerms> = z.object({
  positionMode: z.enum(['hedge', 'one-way']),
  marginMode: z.enum(['cross', 'isolated']),
  leverage: wireDecimal,
})
const raw = z.object({ code: z.string(), text: z.string() })

/** What a client may ask. */
const call = z.discriminatedUnion('call', [
  z.object({ call: z.literal('instrument'), symbol: wireSymbol }),
  z.object({ call: z.literal('submit'), request: wireOrderRequest }),
  z.object({ call: z.literal('cancel'), symbol: wireSymbol, clientOrderId: wireClientOrderId }),
  z.object({
    call: z.literal('amend'),
    symbol: wireSymbol,
    clientOrderId: wireClientOrderId,
    amendment: z.object({
      quantity: wireQuantity.exactOptional(),
      price: wirePrice.exactOptional(),
      triggerPrice: wirePrice.exactOptional(),
    }),
  }),
  z.object({ call: z.literal('submitMany'), requests: z.array(wireOrderRequest).max(maxBatch) }),
  z.object({ call: z.literal('cancelAll'), symbol: wireSymbol }),
  z.object({ call: z.literal('prepare'), symbol: wireSymbol, terms: wireTerms }),
  z.object({ call: z.literal('keepAlive'), seconds: z.int().nonnegative().max(86_400) }),
  z.object({ call: z.literal('order'), clientOrderId: wireClientOrderId }),
  z.object({ call: z.literal('openOrders'), symbol: wireSymbol }),
  z.object({ call: z.literal('fillsAfter'), fillId: wireFillId.exactOptional() }),
  z.object({ call: z.literal('positions') }),
  z.object({ call: z.literal('balance') }),
  z.object({
    call: z.literal('candles'),
    symbol: wireSymbol,
    timeframe: wireTimeframe,
    limit: z.int().nonnegative(),
  }),
  z.object({ call: z.literal('subscribe'), market }),
  z.object({ call: z.literal('unsubscribe'), subscriber: z.string() }),
])
export type Call = z.infer<typeof call>

export const clientFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), id: z.int().positive(), body: call }),
  /** The subscriber has dealt with that delivery; the market may go on. */
  z.object({ kind: z.literal('ack'), subscriber: z.string(), delivery: z.int().positive() }),
])
export type ClientFrame = z.input<typeof clientFrame>

const exchangeEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('candle'),
    symbol: wireSymbol,
    timeframe: wireTimeframe,
    candle: wireCandle,
    index: z.int().nonnegative(),
  }),
  z.object({ kind: z.literal('order'), order: wireOrder }),
  z.object({ kind: z.literal('fill'), fill: wireFill, order: wireOrder, position: wirePosition }),
  z.object({
    kind: z.literal('instrument'),
    symbol: wireSymbol,
    instrument: wireInstrument,
    state: z.enum(['live', 'suspended']),
  }),
  z.object({
    kind: z.literal('funding'),
    symbol: wireSymbol,
    positionSide: z.enum(positionSides),
    rate: wireDecimal,
    amount: wireMoney,
    at: wireTime,
  }),
  z.object({
    kind: z.literal('liquidated'),
    symbol: wireSymbol,
    positionSide: z.enum(positionSides),
    how: z.enum(['full', 'partial', 'adl']),
    quantity: wireQuantity,
    at: wireTime,
  }),
  z.object({ kind: z.literal('end') }),
  /** Events passed this subscriber by. */
  z.object({ kind: z.literal('lost'), message: z.string() }),
])

export const serverFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply'), id: z.int(), result: z.unknown() }),
  z.object({
    kind: z.literal('failure'),
    id: z.int(),
    code: z.string(),
    retry: z.enum(['now', 'later', 'never']),
    message: z.string(),
  }),
  z.object({ kind: z.literal('event'), subscriber: z.string(), delivery: z.int().positive(), event: exchangeEvent }),
])
export type ServerFrame = z.infer<typeof serverFrame>

const submitOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accepted'), order: wireOrder }),
  z.object({
    kind: z.literal('rejected'),
    clientOrderId: wireClientOrderId,
    reason: z.enum(rejectReasons),
    message: z.string(),
    raw: raw.exactOptional(),
  }),
])

const cancelOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('canceled'), order: wireOrder }),
  z.object({ kind: z.literal('not-open'), clientOrderId: wireClientOrderId, order: wireOrder.exactOptional() }),
])

const amendOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('amended'), order: wireOrder }),
  z.object({ kind: z.literal('not-open'), clientOrderId: wireClientOrderId, order: wireOrder.exactOptional() }),
  z.object({
    kind: z.literal('rejected'),
    clientOrderId: wireClientOrderId,
    reason: z.enum(rejectReasons),
    message: z.string(),
    raw: raw.exactOptional(),
  }),
])

/** What each call answers. */
export const replies = {
  instrument: wireInstrument,
  submit: submitOutcome,
  cancel: cancelOutcome,
  amend: amendOutcome,
  submitMany: z.array(submitOutcome),
  cancelAll: z.object({ kind: z.literal('canceled'), orders: z.array(wireOrder) }),
  prepare: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('prepared'), terms: wireTerms }),
    z.object({ kind: z.literal('refused'), message: z.string(), raw: raw.exactOptional() }),
  ]),
  keepAlive: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('armed'), until: wireTime }),
    z.object({ kind: z.literal('disarmed') }),
  ]),
  order: z.object({ order: wireOrder.exactOptional() }),
  openOrders: z.array(wireOrder),
  fillsAfter: z.array(wireFill),
  positions: z.array(wirePosition),
  balance: wireMoney,
  candles: z.array(wireCandle),
  subscribe: z.object({}),
  unsubscribe: z.object({}),
}

/** How far the market of a server is, and whom it waits for. */
export interface PaperStatus {
  readonly symbol: string
  readonly candle: number
  /** Candles that will be played; null when nobody knows. */
  readonly of: number | null
  readonly ended: boolean
  readonly time: EpochMs
  readonly lastPrice: Decimal | null
  readonly subscribers: readonly SubscriberStatus[]
  /** Subscribers that the market waits for because their connection broke, as `userId/subscriber`. */
  readonly waitingFor: readonly string[]
}

/** Body of GET /status. */
export const statusReply: z.ZodType<PaperStatus> = z.object({
  symbol: wireSymbol,
  candle: z.int(),
  of: z.int().nullable(),
  ended: z.boolean(),
  time: wireTime,
  lastPrice: wireDecimal.nullable(),
  subscribers: z.array(
    z.object({ userId: wireUserId, subscriber: z.string(), state: z.enum(['present', 'lagging', 'missing']) }),
  ),
  waitingFor: z.array(z.string()),
})

/** Body of GET /book/:userId. */
export const bookReply: z.ZodType<AccountBook> = z.object({
  orders: z.array(wireOrder),
  duplicates: z.array(wireOrderRequest),
  fills: z.array(wireFill),
  funding: wireMoney,
  shortfall: wireMoney,
  positions: z.array(wirePosition),
  balance: wireMoney,
  equity: wireDecimal,
})
