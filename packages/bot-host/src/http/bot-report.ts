import { reasonCodes } from '@tradingboost/engine'
import { z } from 'zod'

const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/)

const heldPosition = z.object({
  symbol: z.string(),
  side: z.enum(['long', 'short']),
  quantity: decimalText,
  averagePrice: decimalText,
})

/** Body of GET /stats: what a bot has done and holds; amounts are decimal text in the settle currency. */
export const botReport = z
  .object({
    candles: z.int(),
    decisions: z.int(),
    /** Accepted by the exchange. */
    orders: z.int(),
    /** Turned away by the exchange. */
    rejected: z.int(),
    /** Turned away by the bot's own risk gate. */
    refused: z.int(),
    fills: z.int(),
    /** Times that Redis could not be written. */
    degraded: z.int(),
    /** Candles that the market left out, the most in a row, and those in which nothing traded. */
    missingCandles: z.int(),
    longestGap: z.int(),
    zeroVolumeCandles: z.int(),
    fees: decimalText,
    realizedPnl: decimalText,
    unrealizedPnl: decimalText,
    openPositions: z.array(heldPosition),
    /** Realized and unrealized PnL less fees, sampled over the candles, oldest first. */
    equity: z.array(decimalText),
    status: z.enum(['running', 'degraded', 'stopped', 'failed']),
    /** Why the strategy failed last, if it did; `throws` counts the same message in a row. */
    failure: z.object({ message: z.string(), at: z.int(), throws: z.int() }).optional(),
    /** What kept orders away lately, as it arose, oldest first: at most 200. */
    reasons: z.array(
      z.object({ code: z.enum(reasonCodes), leg: z.string().optional(), message: z.string(), at: z.int() }),
    ),
    /** The market data is over, and nothing that it led to waits to be recorded. */
    ended: z.boolean(),
  })
  .meta({ id: 'BotReport' })

export type BotReport = z.infer<typeof botReport>
