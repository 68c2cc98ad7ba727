import { hostOnPaper, openTestMarket } from '@tradingboost/bot-host/testing'
import { systemClock, userId } from '@tradingboost/domain'
import { migrations } from '@tradingboost/layout-migrations'
import { rollbackMigration, runMigration } from '@tradingboost/redis-migrate'
import { startRedis } from '@tradingboost/testkit'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'

const migration = migrations.find(({ id }) => id === '0002-order-placed-prefix')!

test('trades the same orders while its rungs get another name, get it back, and get it for good', async () => {
  const { source, candles, openPaper } = await openTestMarket(600)
  const trade = async (isMigrated: boolean) => {
    await using redis = await startRedis()
    const paper = openPaper('1002')
    const part = gridBot(readConfig({}))
    const host = await hostOnPaper(part, { paper, redisUrl: redis.url })
    const raw = redis.connect()
    const old = `okx:user:1002:symbol:${part.bot.symbol}:order_placed`
    let played = 0
    const playTo = async (share: number): Promise<void> => {
      const end = Math.floor(candles.length * share)
      for (const candle of candles.slice(played, end)) await paper.advance(candle)
      played = end
    }
    const seen: { readonly old: object; readonly ours: object }[] = []
    const look = async () => seen.push({ old: await raw.hgetall(old), ours: await raw.hgetall(`orders:${old}`) })
    let left: readonly unknown[] = []
    if (isMigrated) {
      const request = (token: string) => ({
        url: redis.url,
        connection: host.connection,
        migration,
        options: { exchange: 'okx' },
        clock: systemClock,
        token,
      })
      await playTo(0.2)
      await Promise.all([runMigration({ ...request('there'), until: 'cutover' }), playTo(0.4)])
      await playTo(0.5)
      await look()
      await Promise.all([rollbackMigration(request('back')), playTo(0.7)])
      await look()
      ;({
        refusals: { first: left },
      } = await runMigration({ ...request('again'), until: 'contract' }))
      await playTo(0.9)
      await look()
    }
    await playTo(1)
    await host.close()
    expect(host.failures).toEqual([])
    const { orders, fills } = paper.book(userId('1002'))
    return { stream: JSON.stringify({ orders, fills }), seen, left }
  }
  const undisturbed = await trade(false)
  const migrated = await trade(true)
  expect(undisturbed.stream.length, source).toBeGreaterThan(1_000)
  expect(migrated.stream).toBe(undisturbed.stream)
  const [afterCutOver, afterRollback, afterContract] = migrated.seen
  expect(Object.keys(afterCutOver?.ours ?? {}).length).toBeGreaterThan(0)
  expect([afterCutOver?.old, afterRollback?.old]).toEqual([afterCutOver?.ours, afterRollback?.ours])
  expect([afterContract?.old, migrated.left]).toEqual([{}, []])
}, 240_000)
