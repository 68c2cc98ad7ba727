import { hostOnPaper, migrateUnderneath, openTestMarket } from '@tradingboost/bot-host/testing'
import { userId } from '@tradingboost/domain'
import { startRedis } from '@tradingboost/testkit'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'

interface Trades {
  /** All orders and fills of the account. */
  readonly stream: string
  readonly found: Awaited<ReturnType<typeof migrateUnderneath>> | undefined
}

test('trades the same orders, byte for byte, while its positions are moved, moved back and moved for good', async () => {
  const { source, candles, openPaper } = await openTestMarket(1_000)
  const trade = async (isMigrated: boolean): Promise<Trades> => {
    await using redis = await startRedis()
    const paper = openPaper('1002')
    const host = await hostOnPaper(gridBot(readConfig({})), { paper, redisUrl: redis.url })
    let played = 0
    const playTo = async (share: number): Promise<void> => {
      const end = Math.floor(candles.length * share)
      for (const candle of candles.slice(played, end)) await paper.advance(candle)
      played = end
    }
    const { connection } = host
    const account = { userId: '1002', exchange: 'okx' } as const
    const found = isMigrated
      ? await migrateUnderneath({ redisUrl: redis.url, connection, account, playTo })
      : await playTo(1).then(() => undefined)
    await host.close()
    expect(host.failures).toEqual([])
    const { orders, fills } = paper.book(userId('1002'))
    return { stream: JSON.stringify({ orders, fills }), found }
  }
  const undisturbed = await trade(false)
  const migrated = await trade(true)
  expect(undisturbed.stream.length, source).toBeGreaterThan(1_000)
  expect(migrated.stream).toBe(undisturbed.stream)
  expect(migrated.found).toMatchObject({ left: [] })
  for (const { ours, legacy } of migrated.found?.seen ?? []) expect(legacy).toEqual(ours)
}, 240_000)
