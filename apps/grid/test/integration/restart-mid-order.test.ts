import { bookProblems, openTestMarket, playWithKills, startBotRedis } from '@tradingboost/bot-host/testing'
import { isOpen, systemClock, userId } from '@tradingboost/domain'
import { auditRedis } from '@tradingboost/redis-audit'
import { connectRedis, createGridOrderStore, gridProblems } from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'

/** In the first batch of entries, in the first fills and take-profits, and later on. */
const killAtChanges = [1, 2, 4, 9, 20, 21, 40, 55, 70]

test(
  'GRID, killed in the middle of its orders and started anew, agrees with the exchange’s book to the order',
  { timeout: 180_000 },
  async () => {
    const { source, candles, openPaper } = await openTestMarket(250)
    await using redis = await startBotRedis()
    const paper = openPaper('1002')
    const { bot } = gridBot(readConfig({}))
    const { kills } = await playWithKills({
      app: 'grid',
      userId: '1002',
      environment: { REDIS_URL: redis.urlAs('grid') },
      paper,
      candles,
      killAtChanges,
    })

    const book = paper.book(userId('1002'))
    expect(kills, source).toBe(killAtChanges.length)
    expect(book.fills.length, source).toBeGreaterThan(10)
    const connection = await connectRedis({ url: redis.urlAs('grid'), clock: systemClock, random: () => 0.5 })
    expect(await bookProblems({ bot, book, connection })).toEqual([])
    const trio = await createGridOrderStore(connection, { userId: '1002', exchange: 'okx', symbol: bot.symbol }).load()
    expect(gridProblems(trio)).toEqual([])
    const resting = new Map(book.orders.map((order) => [order.clientOrderId, order]))
    const restingIds = [...resting.values()]
      .filter(({ status }) => isOpen(status))
      .map(({ clientOrderId }) => clientOrderId)
    expect([...trio.index].toSorted()).toEqual(restingIds.toSorted())
    expect((await auditRedis(redis.urlAs('audit'))).findings).toEqual([])
    await connection.close()
  },
)
