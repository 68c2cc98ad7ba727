import type { Engine } from '@tradingboost/engine'
import type { HttpServer } from '@tradingboost/service-kit'
import { botReport, type BotReport } from './bot-report.ts'

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
  const { fees, realizedPnl, unrealizedPnl, openPositions, reasons, ...counts } = engine.report()
  return {
    ...counts,
    reasons: [...reasons],
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
