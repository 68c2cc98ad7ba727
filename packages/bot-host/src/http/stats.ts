import type { Engine } from '@tradingboost/engine'
import type { HttpServer } from '@tradingboost/service-kit'
import { z } from 'zod'

const heldPosition = z.object({
  symbol: z.string(),
  side: z.enum(['long', 'short']),
  quantity: z.string(),
  averagePrice: z.string(),
})

/** What a bot has done and holds; amounts are decimal text in the settle currency. */
const botReport = z
  .object({
    candles: z.int(),
    decisions: z.int(),
    orders: z.int(),
    rejected: z.int(),
    refused: z.int(),
    fills: z.int(),
    fees: z.string(),
    realizedPnl: z.string(),
    unrealizedPnl: z.string(),
    openPositions: z.array(heldPosition),
    /** Realized and unrealized PnL less fees, sampled over the candles, oldest first. */
    equity: z.array(z.string()),
    /** The market data is over and everything is recorded. */
    ended: z.boolean(),
  })
  .meta({ id: 'BotReport' })

export type BotReport = z.infer<typeof botReport>

/** Serves GET /stats from the engine itself: it tells the truth also while Redis is away. */
export function addStats(server: HttpServer, engine: Engine<unknown>, equity: () => readonly string[]): void {
  server.get(
    '/stats',
    {
      schema: {
        tags: ['bots'],
        summary: 'What the bot has done since its memory began.',
        response: { 200: botReport },
      },
    },
    async () => reportText(engine, equity()),
  )
}

function reportText(engine: Engine<unknown>, equity: readonly string[]): BotReport {
  const { status: _, fees, realizedPnl, unrealizedPnl, openPositions, ...counts } = engine.report()
  return {
    ...counts,
    fees: fees.toFixed(),
    realizedPnl: realizedPnl.toFixed(),
    unrealizedPnl: unrealizedPnl.toFixed(),
    openPositions: openPositions.map(({ symbol, side, quantity, averagePrice }) => ({
      symbol,
      side,
      quantity: quantity.toFixed(),
      averagePrice: averagePrice.toFixed(),
    })),
    equity: [...equity],
  }
}
