import { expect, test } from 'vitest'
import { migrations, restoreMigration, rollbackMigration, runMigration, type RunRequest } from '../src/index.ts'
import { migrationKeys } from '../src/state/migration-keys.ts'
import { aRun } from './run-request.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis({
  listen: 'port',
  users: { legacy: (hash) => `user legacy on #${hash} ~orders:* resetchannels +@all` },
})
const orderTracking = migrations.find(({ id }) => id === '0004-order-tracking-types')!
const run = (overrides: Partial<RunRequest> = {}): RunRequest =>
  aRun(redis(), { migration: orderTracking, ...overrides })

const { backupOf } = migrationKeys(orderTracking.id)
const prices = 'orders:okx:user:7:symbol:XRP-USDT-SWAP:orders'
const index = 'orders:okx:user:7:symbol:XRP-USDT-SWAP:order_placed_index'
const hour = 3_600_000

/** A list without a price and a hash without a taken level: what Redis has no empty set for. */
async function fillEmpty(): Promise<void> {
  const { raw } = redis()
  await raw.set(prices, '[]', 'PX', hour)
  await raw.hset(index, { 3: '0', 5: 'false' })
}

test('a source that says nothing goes with a backup as soon as it is moved, and its type is free', async () => {
  const { raw } = redis()
  await fillEmpty()
  expect(await runMigration(run({ until: 'verify' }))).toMatchObject({ phase: 'verify', moved: 2 })
  expect(await raw.exists(prices, index)).toBe(0)
  expect(await raw.exists(backupOf(prices))).toBe(1)
  await raw.zadd(prices, '0.5', 'o-1')
  await raw.sadd(index, 'o-1')
  const report = await runMigration(run())
  expect(report).toMatchObject({ phase: 'contract', removed: 2, verify: { differing: 0 }, refusals: { first: [] } })
  expect([await raw.type(prices), await raw.type(index)]).toEqual(['zset', 'set'])
})

test.each(['expand', 'backfill', 'verify', 'cutover'] as const)(
  'a rollback from %s brings back what said nothing, to the byte and with its time',
  async (until) => {
    const { raw } = redis()
    await fillEmpty()
    const before = await snapshot(raw)
    await runMigration(run({ until }))
    expect(await rollbackMigration(run())).toMatchObject({ refused: [], kept: [] })
    expect(await snapshot(raw)).toEqual(before)
  },
)

test('a restore brings back what said nothing, and leaves what was written there since', async () => {
  const { raw } = redis()
  await fillEmpty()
  const before = await snapshot(raw)
  await runMigration(run())
  expect(await snapshot(raw)).toEqual({})
  expect(await raw.pttl(backupOf(index))).toBeGreaterThan(29 * 24 * hour)
  expect(await restoreMigration(run())).toEqual({ restored: 2, expired: 0, conflicts: [], gone: 0 })
  expect(await snapshot(raw)).toEqual(before)
  await runMigration(run())
  await raw.sadd(index, 'o-1')
  expect(await restoreMigration(run())).toEqual({
    restored: 1,
    expired: 0,
    conflicts: [`${index}: ${index} was written since`],
    gone: 0,
  })
  expect(await raw.smembers(index)).toEqual(['o-1'])
})

test('a program of old that goes on writing nothing, and something, neither fails a run nor delays it', async () => {
  const { raw, server } = redis()
  await fillEmpty()
  const { username, password } = new URL(server.urlAs('legacy'))
  const legacy = server.connect({ username, password, protocol: 2, enableReadyCheck: false })
  const fenced = new AbortController()
  const write = async (): Promise<number> => {
    for (let round = 0; ; round += 1) {
      const texts = [round % 2 === 0 ? '[]' : `[0.${round}]`, round % 3 === 0 ? '1' : '0'] as const
      const done = await legacy
        .multi()
        .set(prices, texts[0])
        .del(index)
        .hset(index, { 3: texts[1] })
        .exec()
        .then(
          () => true,
          () => false,
        )
      if (!done || fenced.signal.aborted) return round
    }
  }
  const writing = write()
  const report = await runMigration(run({ until: 'cutover', legacyUsers: ['legacy'] })).finally(() => fenced.abort())
  expect(report).toMatchObject({ phase: 'cutover', verify: { differing: 0 }, refusals: { conflict: 0, refused: 0 } })
  expect(await writing).toBeGreaterThan(10)
  expect([await raw.type(prices), await raw.type(index)]).toEqual([
    expect.stringMatching(/^(zset|none)$/),
    expect.stringMatching(/^(set|none)$/),
  ])
  await rollbackMigration(run())
})

test('the very bytes that were moved in place are moved again when a program of old writes them again', async () => {
  const { raw } = redis()
  const text = '[0.5231, 0.5272]'
  await raw.set(prices, text)
  await runMigration(run({ until: 'verify' }))
  expect(await raw.type(prices)).toBe('zset')
  await raw.set(prices, text)
  expect(await runMigration(run({ until: 'cutover' }))).toMatchObject({ phase: 'cutover', verify: { differing: 0 } })
  expect(await raw.zrange(prices, '0', '-1')).toEqual(['0.5231', '0.5272'])
})

test('a type of old that comes back after the cut-over is left at contract, and named', async () => {
  const { raw } = redis()
  await raw.set(prices, '[0.5231]')
  await raw.hset(index, { 3: '1' })
  await runMigration(run({ until: 'cutover' }))
  await raw.set(prices, '[0.6]')
  const { removed, refusals } = await runMigration(run())
  expect([removed, refusals.first]).toEqual([
    1,
    [{ key: prices, kind: 'conflict', reason: expect.stringContaining('written after the cut-over') }],
  ])
  expect(await raw.get(prices)).toBe('[0.6]')
})
