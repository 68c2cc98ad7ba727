import { expect, test } from 'vitest'
import {
  migrations,
  restoreMigration,
  rollbackMigration,
  runMigration,
  type Migration,
  type RunRequest,
} from '../src/index.ts'
import { aRun } from './run-request.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis()
const idOf = ({ id }: Migration): string => id
const run = (migration: Migration, overrides: Partial<RunRequest> = {}): RunRequest =>
  aRun(redis(), { migration, ...overrides })

/** Old keys of every migration, with what a careless one would take along: live state, look-alikes, keys without an end. */
async function fillOldKeys(): Promise<void> {
  const { raw } = redis()
  const hour = 3_600_000
  await raw.set('position:1001:BTC-USDT-SWAP', '{"side": "long", "size": 2.5, "id": 1234567890123456789}', 'PX', hour)
  await raw.set('user:1002:position:ETH-USDT-SWAP:short', '{"size": 0.12345678901234567}', 'PX', hour)
  await raw.set('position:1003:BTC/USDT:USDT', '{"side": "short"}', 'PX', hour)
  await raw.hset('user:1001:position:BTC-USDT-SWAP:long', 'entry_price', '1')
  await raw.set('position:1004:A', '{"side": "long"}')
  await raw.hset('okx:user:7:symbol:XRP-USDT-SWAP:order_placed', { 5: '1', 3: 'false' })
  await raw.hset('okx_spot:user:8:symbol:BTC/USDT:USDT:order_placed', { 0: 'true' })
  await raw.hset('okx:user:9:symbol:XRP-USDT-SWAP:order_placed', { 5: '1', '64210.4': 'true' })
  await raw.set(
    'okx:positions:7',
    '[{"instId": "XRP-USDT-SWAP", "posSide": "long", "pos": "3"}, {"instId": "XRP-USDT-SWAP", "posSide": "short", "pos": "2"}]',
    'PX',
    hour,
  )
  await raw.set(
    'okx:positions:8',
    '{"code": "0", "data": [{"instId": "SOL-USDT-SWAP", "posSide": "net", "pos": "-1.5"}], "msg": ""}',
  )
  await raw.set(
    'binance:positions:7:BTCUSDT',
    '[{"symbol": "BTC/USDT:USDT", "contracts": 0.01, "side": "short", "info": {"positionAmt": "-0.010"}}]',
    'PX',
    hour,
  )
  await raw.set('okx:positions:9', '[]')
  await raw.set('okx:positions:10', '[{"posSide": "long", "pos": "3"}]')
  await raw.set('orders:okx:user:7:symbol:XRP-USDT-SWAP:orders', '[0.5231, 0.5272]')
  await raw.hset('orders:okx:user:7:symbol:XRP-USDT-SWAP:order_placed_index', { 3: '1', 5: '0' })
  await raw.zadd('orders:okx:user:8:symbol:XRP-USDT-SWAP:orders', '1', 'a')
}

test.each(migrations.map((migration) => [idOf(migration), migration] as const))(
  '%s goes to the cut-over and back, and to the end and back, and leaves every byte as it was',
  async (_id, migration) => {
    const { raw } = redis()
    await fillOldKeys()
    const before = await snapshot(raw)
    const there = await runMigration(run(migration, { until: 'cutover' }))
    expect(there).toMatchObject({ phase: 'cutover', verify: { differing: 0 } })
    expect(there.moved).toBeGreaterThan(0)
    expect(await snapshot(raw)).not.toEqual(before)
    expect(await rollbackMigration(run(migration))).toMatchObject({ refused: [], kept: [] })
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
  await fillOldKeys()
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
  await fillOldKeys()
  const migration = migrations.find(({ id }) => id === '0003-grid-positions')!
  const report = await runMigration(run(migration, { scope: { exchange: 'okx', user: '7' } }))
  expect(report).toMatchObject({ done: 1, moved: 1, removed: 1 })
  expect(await raw.exists('okx:positions:8', 'binance:positions:7:BTCUSDT')).toBe(2)
})
