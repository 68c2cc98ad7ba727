import { hostOnPaper, openTestMarket, startBotRedis } from '@tradingboost/bot-host/testing'
import { userId } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'

test('gives a byte-equal order stream when the same candles are replayed on an empty Redis', async () => {
  const { source, candles, openPaper } = await openTestMarket(1_000)
  const replay = async (): Promise<string> => {
    await using redis = await startBotRedis()
    const paper = openPaper('1002')
    const host = await hostOnPaper(gridBot(readConfig({})), { paper, redisUrl: redis.urlAs('grid') })
    await paper.play(candles)
    await host.close()
    const { orders, fills } = paper.book(userId('1002'))
    return JSON.stringify({ orders, fills })
  }
  const stream = await replay()
  expect(stream.length, source).toBeGreaterThan(1_000)
  expect(await replay()).toBe(stream)
})
