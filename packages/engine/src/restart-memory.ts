import { botStatuses, TradingError, type Instrument } from '@tradingboost/domain'
import {
  wireCandle,
  wireFillId,
  wireMoney,
  wireOrder,
  wirePosition,
  wireQuantity,
  wireTime,
} from '@tradingboost/exchange'
import { z } from 'zod'
import { initialState, type EngineState } from './engine-state.ts'
import { plainJson } from './plain-json.ts'

const someText = z.string().min(1)
const aCount = z.int().nonnegative()

const positionsSchema = z.object({ long: wirePosition.exactOptional(), short: wirePosition.exactOptional() })

const envelope = z.object({
  version: z.literal(1),
  status: z.enum(botStatuses).extract(['running', 'stopped', 'failed']),
  failure: z.object({ message: z.string(), at: wireTime, throws: aCount }).exactOptional(),
  sequence: aCount,
  orders: z.array(
    z.object({
      order: wireOrder,
      leg: someText,
      seenQuantity: wireQuantity,
      cancel: z.enum(['none', 'asked', 'unknown']),
      // Memories of the release before have none.
      amend: z.enum(['none', 'asked', 'unknown', 'refused']).default('none'),
    }),
  ),
  book: positionsSchema,
  share: positionsSchema,
  lastFillId: wireFillId.exactOptional(),
  recentFillIds: z.array(wireFillId),
  lastCandle: wireCandle.exactOptional(),
  tally: z.object({
    candles: aCount,
    decisions: aCount,
    orders: aCount,
    rejected: aCount,
    refused: aCount,
    fills: aCount,
    // Memories of the release before have none of these.
    degraded: aCount.default(0),
    missingCandles: aCount.default(0),
    longestGap: aCount.default(0),
    zeroVolumeCandles: aCount.default(0),
    fees: wireMoney,
    realizedPnl: wireMoney,
    ended: z.boolean(),
  }),
  // Memories of the release before have none.
  losses: z.object({ peak: wireMoney, day: aCount, dayStart: wireMoney }).exactOptional(),
  now: wireTime,
  memory: z.unknown(),
})

/** The part of the state that a restart needs, as JSON holds it: decimals as text. */
export function encodeRestartMemory(state: EngineState<unknown>): Readonly<Record<string, unknown>> {
  const { status, failure, sequence, orders, book, share, lastFillId, lastCandle, tally, losses, now, memory } = state
  const kept = { status, failure, sequence, book, share, lastFillId, lastCandle, tally, losses, now, memory }
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
  const { version: _, orders, lastFillId, lastCandle, failure, ...rest } = read.data
  return {
    ...initialState(instrument, memory.data),
    ...rest,
    failure,
    memory: memory.data,
    orders: new Map(orders.map((tracked) => [tracked.order.clientOrderId, tracked])),
    lastFillId,
    lastCandle,
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
