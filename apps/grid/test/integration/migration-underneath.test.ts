import { hostOnPaper, migrateUnderneath, openTestMarket } from '@tradingboost/bot-host/testing'
import { userId } from '@tradingboost/domain'
import { startRedis } from '@tradingboost/testkit'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'

test('trades the same orders, byte for byte, while its positions are moved, moved back and moved for good', async () => {
  const { source, candles, openPaper } = await openTestMarket(1_000)
  const trade = async (isMigrated: boolean): Promise<string> => {
    await using redis = await startRedis()
    const paper = openPaper('1002')
    const host = await hostOnPaper(gridBot(readConfig({})), { paper, redisUrl: redis.url })
    let played = 0
    const playTo = async (share: number): Promise<void> => {
      const end = Math.floor(candles.length * share)
      for (const candle of candles.slice(played, end)) await paper.advance(candle)
      played = end
    }
    if (isMigrated) {
      const { connection } = host
      const account = { userId: '1002', exchange: 'okx' } as const
      const { seen, left } = await migrateUnderneath({ redisUrl: redis.url, connection, account, playTo })
      for (const { ours, legacy } of seen) expect(legacy).toEqual(ours)
      expect(left).toEqual([])
    } else await playTo(1)
    await host.close()
    expect(host.failures).toEqual([])
    const { orders, fills } = paper.book(userId('1002'))
    return JSON.stringify({ orders, fills })
  }
  const undisturbed = await trade(false)
  expect(undisturbed.length, source).toBeGreaterThan(1_000)
  expect(await trade(true)).toBe(undisturbed)
}, 120_000)
