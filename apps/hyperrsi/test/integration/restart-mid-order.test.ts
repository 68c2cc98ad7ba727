import { bookProblems, openTestMarket, playWithKills, startBotRedis } from '@tradingboost/bot-host/testing'
import { systemClock, userId } from '@tradingboost/domain'
import { auditRedis } from '@tradingboost/redis-audit'
import { connectRedis } from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { hyperRsiBot } from '../../src/hyper-rsi-bot.ts'

/** At the first entry, in the midst of its protection, and in later rounds. */
const killAtChanges = [1, 3, 4, 5, 8, 11, 14, 17]

const settings =
  '{"useTrendGate":false,"takeProfits":[{"ratio":30,"percent":0.5},{"ratio":30,"percent":0.8},{"ratio":40,"percent":1}],"stopLossPercent":1}'

test(
  'HYPERRSI, killed in the middle of its orders and started anew, agrees with the exchange’s book to the order',
  { timeout: 180_000 },
  async () => {
    const { source, candles, openPaper } = await openTestMarket(500)
    await using redis = await startBotRedis()
    const environment = { HYPERRSI_SETTINGS: settings }
    const { bot } = hyperRsiBot(readConfig(environment))
    const paper = openPaper('1001')
    const { kills } = await playWithKills({
      app: 'hyperrsi',
      userId: '1001',
      environment: { ...environment, REDIS_URL: redis.urlAs('hyperrsi') },
      paper,
      candles,
      killAtChanges,
    })
    const book = paper.book(userId('1001'))
    expect(kills, source).toBe(killAtChanges.length)
    expect(book.fills.length, source).toBeGreaterThan(3)
    const connection = await connectRedis({ url: redis.urlAs('hyperrsi'), clock: systemClock, random: () => 0.5 })
    expect(await bookProblems({ bot, book, connection })).toEqual([])
    expect((await auditRedis(redis.urlAs('audit'))).findings).toEqual([])
    await connection.close()
  },
)
