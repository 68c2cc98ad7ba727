import { expect, test } from 'vitest'
import { migrations, type Migration } from '@tradingboost/layout-migrations'
import { restoreMigration, rollbackMigration, runMigration, type RunRequest } from '../src/index.ts'
import { fillOldKeys } from './moves/fill-old-keys.ts'
import { aRun } from './run-request.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis()
const idOf = ({ id }: Migration): string => id
const run = (migration: Migration, overrides: Partial<RunRequest> = {}): RunRequest =>
  aRun(redis(), { migration, ...overrides })

test.each(migrations.map((migration) => [idOf(migration), migration] as const))(
  '%s goes to the cut-over and back, and to the end and back, and leaves every byte as it was',
  async (_id, migration) => {
    const { raw } = redis()
    await fillOldKeys(redis().raw)
    const before = await snapshot(raw)
    const there = await runMigration(run(migration, { until: 'cutover' }))
    expect(there).toMatchObject({ phase: 'cutover', verify: { differing: 0 } })
    expect(there.moved).toBeGreaterThan(0)
    expect(await snapshot(raw)).not.toEqual(before)
    expect(await rollbackMigration(run(migration))).toMatchObject({ kept: [] })
    expect(await snapshot(raw)).toEqual(before)
    await runMigration(run(migration))
    const moved = await snapshot(raw)
    await runMigration(run(migration))
    expect(await snapshot(raw)).toEqual(moved)
    expect(await restoreMigration(run(migration))).toMatchObject({ conflicts: [] })
    expect(await snapshot(raw)).toEqual(before)
  },
)

test('all four in a row leave what nobody may touch, and name what they left', async () => {
  const { raw } = redis()
  await fillOldKeys(redis().raw)
  const left = new Map<string, string>()
  for (const migration of migrations) {
    const { refusals } = await runMigration(run(migration))
    for (const { key, kind } of refusals.first) left.set(key, kind)
  }
  expect(Object.fromEntries(left)).toEqual({
    'user:1001:position:BTC-USDT-SWAP:long': 'stays',
    'position:1004:A': 'stays',
    'okx:user:9:symbol:XRP-USDT-SWAP:order_placed': 'refused',
    'okx:positions:10': 'refused',
    'orders:okx:user:8:symbol:XRP-USDT-SWAP:orders': 'stays',
  })
  expect(await raw.get('position:1001:okx:BTC-USDT-SWAP:long')).toContain('1234567890123456789')
  expect(await raw.hgetall('orders:okx:user:7:symbol:XRP-USDT-SWAP:order_placed')).toEqual({ 5: '1', 3: 'false' })
  expect((await raw.smembers('positions:index:7:okx')).toSorted()).toEqual([
    'XRP-USDT-SWAP:long',
    'XRP-USDT-SWAP:short',
  ])
  expect(await raw.smembers('positions:index:7:binance')).toEqual(['BTC/USDT:USDT:short'])
  expect(await raw.hget('positions:7:okx:XRP-USDT-SWAP:short', 'quantity')).toBe('2')
  expect(await raw.type('orders:okx:user:7:symbol:XRP-USDT-SWAP:orders')).toBe('zset')
  expect(await raw.exists('okx:positions:7', 'okx:positions:8', 'okx:positions:9', 'position:1001:BTC-USDT-SWAP')).toBe(
    0,
  )
})

test('a run for one exchange and one user leaves all others alone', async () => {
  const { raw } = redis()
  await fillOldKeys(redis().raw)
  const migration = migrations.find(({ id }) => id === '0003-grid-positions')!
  const report = await runMigration(run(migration, { scope: { exchange: 'okx', user: '7' } }))
  expect(report).toMatchObject({ done: 1, moved: 1, removed: 1 })
  expect(await raw.exists('okx:positions:8', 'binance:positions:7:BTCUSDT')).toBe(2)
})
