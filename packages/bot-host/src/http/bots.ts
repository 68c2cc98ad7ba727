import { TradingError, type Clock } from '@tradingboost/domain'
import type { BotIdentity, Engine } from '@tradingboost/engine'
import type { HttpServer } from '@tradingboost/service-kit'
import { z } from 'zod'
import { isDoneWithin } from './is-done-within.ts'

const bot = z
  .object({
    botId: z.string(),
    strategy: z.string(),
    userId: z.string(),
    exchange: z.string(),
    symbol: z.string(),
    timeframe: z.string(),
    status: z.enum(['running', 'degraded', 'stopped', 'failed']),
  })
  .meta({ id: 'Bot' })
const bots = z.object({ bots: z.array(bot) })
const whichBot = z.object({ botId: z.string().min(1) })

/** How long a caller waits for what has to wait for the exchange. */
const patienceMs = 2_000

/**
 * Serves GET /bots and POST /bots/:botId/start and /stop. The two answer 202 when the exchange keeps the bot waiting: a stop
 * holds from then on all the same, and the rest of it follows.
 */
export function addBots(
  server: HttpServer,
  hosted: {
    readonly bot: BotIdentity
    readonly strategy: string
    readonly engine: Engine<unknown>
    readonly clock: Clock
  },
): void {
  const { engine, strategy, clock } = hosted
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
    {
      schema: {
        tags: ['bots'],
        summary: 'Lets the bot open positions; 202: once the exchange answers.',
        params: whichBot,
        response: { 200: bot, 202: bot },
      },
    },
    async ({ params }, reply) => {
      assertHosted(params.botId)
      const isDone = await isDoneWithin(engine.start(), patienceMs, clock)
      return await reply.code(isDone ? 200 : 202).send(current())
    },
  )
  server.post(
    '/bots/:botId/stop',
    {
      schema: {
        tags: ['bots'],
        summary:
          'Opens nothing more; what protects open positions stays and is mended. 202: entries that rest are canceled once the exchange answers.',
        params: whichBot,
        response: { 200: bot, 202: bot },
      },
    },
    async ({ params }, reply) => {
      assertHosted(params.botId)
      const isDone = await isDoneWithin(engine.stop(), patienceMs, clock)
      return await reply.code(isDone ? 200 : 202).send(current())
    },
  )
}
