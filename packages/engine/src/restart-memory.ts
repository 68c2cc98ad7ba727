import {
  botStatuses,
  candleProblem,
  clientOrderId,
  epochMs,
  exchangeOrderId,
  fillId,
  money,
  orderSides,
  orderStatuses,
  orderTypes,
  positionSides,
  price,
  quantity,
  TradingError,
  type Instrument,
} from '@tradingboost/domain'
import { z } from 'zod'
import type { EngineState } from './engine-state.ts'
import { plainJson } from './plain-json.ts'

const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/, 'not a decimal such as "0.5"')
const aPrice = decimalText.transform((text) => price(text))
const aQuantity = decimalText.transform((text) => quantity(text))
const someMoney = decimalText.transform((text) => money(text))
const aTime = z.int().transform((milliseconds) => epochMs(milliseconds))
const someText = z.string().min(1)
const aFillId = someText.transform((text) => fillId(text))
const aCount = z.int().nonnegative()

const candleSchema = z
  .object({ openAt: aTime, open: aPrice, high: aPrice, low: aPrice, close: aPrice, volume: aQuantity })
  .refine((candle) => candleProblem(candle) === undefined, 'not a candle')

const positionSchema = z.object({
  symbol: someText,
  side: z.enum(positionSides),
  quantity: aQuantity,
  averagePrice: aPrice,
  realizedPnl: someMoney,
  fees: someMoney,
  openedAt: aTime,
  updatedAt: aTime,
  revision: aCount,
})

const orderSchema = z.object({
  clientOrderId: someText.transform((text) => clientOrderId(text)),
  exchangeOrderId: someText.transform((text) => exchangeOrderId(text)).exactOptional(),
  symbol: someText,
  side: z.enum(orderSides),
  positionSide: z.enum(positionSides),
  type: z.enum(orderTypes),
  quantity: aQuantity,
  price: aPrice.exactOptional(),
  triggerPrice: aPrice.exactOptional(),
  reduceOnly: z.boolean(),
  postOnly: z.boolean(),
  status: z.enum(orderStatuses),
  filledQuantity: aQuantity,
  averagePrice: aPrice.exactOptional(),
  createdAt: aTime,
  updatedAt: aTime,
  revision: aCount,
  reason: z.string().exactOptional(),
})

const positionsSchema = z.object({ long: positionSchema.exactOptional(), short: positionSchema.exactOptional() })

const envelope = z.object({
  version: z.literal(1),
  status: z.enum(botStatuses).extract(['running', 'stopped']),
  sequence: aCount,
  orders: z.array(
    z.object({
      order: orderSchema,
      leg: someText,
      seenQuantity: aQuantity,
      cancel: z.enum(['none', 'asked', 'unknown']),
    }),
  ),
  book: positionsSchema,
  share: positionsSchema,
  lastFillId: aFillId.exactOptional(),
  recentFillIds: z.array(aFillId),
  lastCandle: candleSchema.exactOptional(),
  tally: z.object({
    candles: aCount,
    decisions: aCount,
    orders: aCount,
    rejected: aCount,
    refused: aCount,
    fills: aCount,
    fees: someMoney,
    realizedPnl: someMoney,
    ended: z.boolean(),
  }),
  now: aTime,
  memory: z.unknown(),
})

/** The part of the state that a restart needs, as JSON holds it: decimals as text. */
export function encodeRestartMemory(state: EngineState<unknown>): Readonly<Record<string, unknown>> {
  const { status, sequence, orders, book, share, lastFillId, lastCandle, tally, now, memory } = state
  const kept = { status, sequence, book, share, lastFillId, lastCandle, tally, now, memory }
  const fields = { ...kept, orders: [...orders.values()], recentFillIds: state.recentFillIds.slice(-32) }
  const entries = Object.entries(fields).filter(([, field]) => field !== undefined)
  return Object.fromEntries([['version', 1], ...entries.map(([name, field]) => [name, plainJson(field)] as const)])
}

/**
 * Reads the state back. Throws a TradingError `stored-value-invalid` that names the first field which does not fit, since
 * trading on from half a memory would lose track of orders.
 */
export function decodeRestartMemory<Memory>(
  stored: unknown,
  instrument: Instrument,
  memorySchema: z.ZodType<Memory>,
): EngineState<Memory> {
  const read = envelope.safeParse(stored)
  if (!read.success) throw unreadable(read.error)
  const memory = memorySchema.safeParse(read.data.memory)
  if (!memory.success) throw unreadable(memory.error)
  const { version: _, orders, lastFillId, lastCandle, ...rest } = read.data
  return {
    ...rest,
    memory: memory.data,
    orders: new Map(orders.map((tracked) => [tracked.order.clientOrderId, tracked])),
    lastFillId,
    lastCandle,
    instrument,
    heldCandle: undefined,
    journalUp: true,
  }
}

function unreadable(error: z.ZodError): TradingError {
  const issue = error.issues[0]
  const where = issue?.path.join('.') ?? ''
  return new TradingError(
    'stored-value-invalid',
    `the bot's restart memory cannot be read at "${where}" (${issue?.message ?? 'unknown'}): start the version that wrote it, or remove the key and close its orders by hand`,
    { retry: 'never', details: { field: where }, cause: error },
  )
}
