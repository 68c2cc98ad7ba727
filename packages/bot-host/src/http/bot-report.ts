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
    fees: decimalText,
    realizedPnl: decimalText,
    unrealizedPnl: decimalText,
    openPositions: z.array(heldPosition),
    /** Realized and unrealized PnL less fees, sampled over the candles, oldest first. */
    equity: z.array(decimalText),
    /** The market data is over, and nothing that it led to waits to be recorded. */
    ended: z.boolean(),
  })
  .meta({ id: 'BotReport' })

export type BotReport = z.infer<typeof botReport>
