import { TradingError } from '@tradingboost/domain'
import type { BotIdentity, Engine } from '@tradingboost/engine'
import type { HttpServer } from '@tradingboost/service-kit'
import { z } from 'zod'

const bot = z
  .object({
    botId: z.string(),
    strategy: z.string(),
    userId: z.string(),
    exchange: z.string(),
    symbol: z.string(),
    timeframe: z.string(),
    status: z.enum(['running', 'degraded', 'stopped']),
  })
  .meta({ id: 'Bot' })
const bots = z.object({ bots: z.array(bot) })
const whichBot = z.object({ botId: z.string().min(1) })

/** Serves GET /bots and POST /bots/:botId/start and /stop. */
export function addBots(
  server: HttpServer,
  hosted: { readonly bot: BotIdentity; readonly strategy: string; readonly engine: Engine<unknown> },
): void {
  const { engine, strategy } = hosted
  const { botId, userId, exchange, symbol, timeframe } = hosted.bot
  const current = (): z.infer<typeof bot> => ({
    botId,
    strategy,
    userId,
    exchange,
    symbol,
    timeframe,
    status: engine.report().status,
  })
  const assertHosted = (asked: string): void => {
    if (asked === botId) return
    throw new TradingError('not-found', `no bot ${asked} here: this process runs ${botId}`, {
      retry: 'never',
      details: { botId: asked },
    })
  }

  server.get(
    '/bots',
    { schema: { tags: ['bots'], summary: 'The bots of this process.', response: { 200: bots } } },
    async () => ({
      bots: [current()],
    }),
  )
  server.post(
    '/bots/:botId/start',
    { schema: { tags: ['bots'], summary: 'Lets the bot open positions.', params: whichBot, response: { 200: bot } } },
    async ({ params }) => {
      assertHosted(params.botId)
      await engine.start()
      return current()
    },
  )
  server.post(
    '/bots/:botId/stop',
    {
      schema: {
        tags: ['bots'],
        summary: 'Opens nothing more; what protects open positions stays.',
        params: whichBot,
        response: { 200: bot },
      },
    },
    async ({ params }) => {
      assertHosted(params.botId)
      await engine.stop()
      return current()
    },
  )
}
