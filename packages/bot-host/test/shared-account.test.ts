import { systemClock, userId } from '@tradingboost/domain'
import { startPaperExchangeServer } from '@tradingboost/paper-exchange/server'
import { connectRedis } from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { bookProblems, openTestMarket, spawnBot, startBotRedis } from '../src/testing/index.ts'

test(
  'two bots in two processes share one account, and Redis holds what the exchange has booked for both',
  { timeout: 60_000 },
  async () => {
    const { source, instrument, candles, openPaper } = await openTestMarket(700)
    await using redis = await startBotRedis()
    const paper = openPaper('7')
    const server = await startPaperExchangeServer({ paper, port: 0, clock: systemClock })
    const environment = { USER_ID: '7', EXCHANGE_URL: server.url }
    const settings = '{"useTrendGate":false,"stopLossPercent":1,"takeProfits":[{"ratio":1,"percent":0.8}]}'
    const bots = [
      spawnBot('hyperrsi', {
        ...environment,
        REDIS_URL: redis.urlAs('hyperrsi'),
        HYPERRSI_PORT: '0',
        HYPERRSI_SETTINGS: settings,
      }),
      spawnBot('grid', { ...environment, REDIS_URL: redis.urlAs('grid'), GRID_PORT: '0' }),
    ]
    await Promise.all(bots.map(({ listening }) => listening))
    await paper.play(candles)

    const book = paper.book(userId('7'))
    const fillsOf = (tag: string): number =>
      book.fills.filter(({ clientOrderId }) => clientOrderId.startsWith(tag)).length
    expect(fillsOf('hrZ'), source).toBeGreaterThan(2)
    expect(fillsOf('grZ'), source).toBeGreaterThan(20)
    const connection = await connectRedis({ url: redis.urlAs('grid'), clock: systemClock, random: () => 0.5 })
    const bot = { userId: userId('7'), exchange: 'okx', symbol: instrument.symbol } as const
    await expect.poll(() => bookProblems({ bot, book, connection }), { timeout: 5_000 }).toEqual([])
    expect(await Promise.all(bots.map((running) => running.stop()))).toEqual([0, 0])
    expect([await redis.refusals('hyperrsi'), await redis.refusals('grid')]).toEqual([[], []])
    await connection.close()
    await server.close()
  },
)
