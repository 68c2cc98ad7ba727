import type { RedisConnection } from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { migrations } from '@tradingboost/layout-migrations'
import { planMigration, restoreMigration, rollbackMigration, runMigration, type RunRequest } from '../src/index.ts'
import { migrationKeys } from '../src/define/migration-keys.ts'
import { interrupted } from './bot-account.ts'
import { aRun } from './run-request.ts'
import { marks } from './small-migrations.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis({
  listen: 'port',
  users: { legacy: (hash) => `user legacy on #${hash} ~orders:* resetchannels +@all` },
})
const orderTracking = migrations.find(({ id }) => id === '0004-order-tracking-types')!
const run = (overrides: Partial<RunRequest> = {}): RunRequest =>
  aRun(redis(), { migration: orderTracking, ...overrides })

const { backupOf, runner } = migrationKeys(orderTracking.id)
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
    expect(await rollbackMigration(run())).toMatchObject({ kept: [] })
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

test.each([
  ['other prices', '[0.6]', { 4: '1' }],
  ['the very bytes that were moved', '[0.5231]', { 3: '1' }],
  ['nothing', '[]', { 3: '0' }],
  ['what cannot be moved', '[0.6, 0.6]', { '64210.4': 'true' }],
] as const)('a rollback leaves what a program of old wrote there since: %s', async (_what, text, fields) => {
  const { raw } = redis()
  await raw.set(prices, '[0.5231]', 'PX', hour)
  await raw.hset(index, { 3: '1' })
  await runMigration(run({ until: 'verify' }))
  await raw.set(prices, text)
  await raw.del(index)
  await raw.hset(index, fields)
  const written = await snapshot(raw)
  expect(await rollbackMigration(run())).toMatchObject({ told: 2, withdrawn: 0, kept: [] })
  expect([await snapshot(raw), await raw.exists(backupOf(prices), backupOf(index))]).toEqual([written, 0])
})

test('a key that would keep its type under its name is refused: what is written there later could be of either layout', async () => {
  const { raw, connection } = redis()
  const request = aRun(redis(), { migration: marks })
  await raw.mset({ 'mark:a': 'old tea', 'mark:b': 'salt' })
  const before = await snapshot(raw)
  const reason =
    'it would stay a string under its name, and nobody could tell old from new: give the new layout a name of its own'
  const { clock, options } = request
  const plan = await planMigration({ connection, migration: marks, clock, options, scope: {} })
  expect([plan.moves, plan.refusals.filter(({ kind }) => kind === 'refused')]).toEqual([
    0,
    [{ key: 'mark:a', kind: 'refused', reason }],
  ])
  expect(await runMigration(request)).toMatchObject({ moved: 0, removed: 0, refusals: { refused: 1, conflict: 0 } })
  expect(await snapshot(raw)).toEqual(before)
})

test('what stops being of the old layout just before its entry goes is told after all', async () => {
  const { raw, connection } = redis()
  await raw.set(prices, '[0.5231]')
  await runMigration(run({ until: 'cutover' }))
  await raw.set(prices, '[0.6]')
  const written = ['0.7']
  const interfering: RedisConnection = {
    ...connection,
    run: async (call) => {
      if (call.script.name === 'forget-old-key') {
        for (const price of written.splice(0)) await raw.multi().del(prices).zadd(prices, price, price).exec()
      }
      return await connection.run(call)
    },
  }
  expect(await rollbackMigration(run({ connection: interfering }))).toMatchObject({ told: 1 })
  expect([written, await raw.get(prices)]).toEqual([[], '[0.7]'])
})

/** Rolls back what was moved, and written since or not; `before` is called before each word of the runner. */
async function goBack(before: (word: number) => Promise<void>, isWritten = true): Promise<number> {
  const { raw, connection } = redis()
  await raw.flushall()
  await raw.set(prices, '[0.5231]')
  await raw.hset(index, { 3: '1' })
  await runMigration(run({ until: 'cutover' }))
  if (isWritten) {
    await raw.zadd(prices, '0.5272', '0.5272')
    await raw.sadd(index, '4')
  }
  const watched = interrupted(connection, before)
  const report = await rollbackMigration(run({ connection: watched.connection })).catch((cause: unknown) => {
    if (!(cause instanceof Death)) throw cause
    return undefined
  })
  expect(report?.kept ?? []).toEqual([])
  // The place of one that died would be free once its lease ran out.
  await raw.del(runner)
  expect(await rollbackMigration(run())).toMatchObject({ kept: [] })
  expect(await raw.exists(backupOf(prices), backupOf(index))).toBe(0)
  return watched.words()
}

class Death extends Error {}

test('a rollback that dies at any of its words is finished by the next one', async () => {
  const { raw } = redis()
  const words = await goBack(async () => await Promise.resolve())
  expect(words).toBeGreaterThan(15)
  for (let diesAt = 1; diesAt <= words; diesAt += 1) {
    await goBack(async (word) => await (word === diesAt ? Promise.reject(new Death()) : Promise.resolve()))
    expect({ diesAt, prices: await raw.get(prices), levels: await raw.hgetall(index) }).toEqual({
      diesAt,
      prices: '[0.5231, 0.5272]',
      levels: { 3: 'true', 4: 'true' },
    })
  }
})

test('no word of a rollback finds a key that was told with a backup of what it was', async () => {
  const { raw } = redis()
  const found = new Set<string>()
  await goBack(async () => {
    for (const key of [prices, index]) {
      const replies = await raw.multi().type(key).exists(backupOf(key)).exec()
      found.add((replies ?? []).map(([, reply]) => String(reply)).join(' '))
    }
  })
  expect([...found].toSorted()).toEqual(['hash 0', 'set 1', 'string 0', 'zset 1'])
})

test.each([true, false])(
  'what a program of old writes before any word of a rollback stays, and leaves no backup; written since by ours: %s',
  async (isWritten) => {
    const { raw } = redis()
    const words = await goBack(async () => await Promise.resolve(), isWritten)
    for (let writesAt = 1; writesAt <= words; writesAt += 1) {
      const write = async (word: number): Promise<void> => {
        if (word === writesAt) await raw.multi().set(prices, '[0.7]').del(index).hset(index, { 9: '1' }).exec()
      }
      await goBack(write, isWritten)
      expect([writesAt, await raw.get(prices), await raw.hgetall(index)]).toEqual([writesAt, '[0.7]', { 9: '1' }])
    }
  },
)

test.each([
  ['rollback', async () => await rollbackMigration(run()), { kept: [] }],
  [
    'restore',
    async () => {
      await runMigration(run())
      return await restoreMigration(run())
    },
    { restored: 1, expired: 0, conflicts: [], gone: 0 },
  ],
] as const)(
  'a key that one of ours made last comes back by a %s, and lasts, when the time of the old one is over',
  async (_way, goBackward, report) => {
    const { raw } = redis()
    await raw.set(prices, '[0.5231]', 'PX', hour)
    await runMigration(run({ until: 'cutover' }))
    await raw.persist(prices)
    expect(await raw.pttl(backupOf(prices))).toBe(-1)
    // As if its hour were over.
    await raw.hset(backupOf(prices), 'expiresAt', Date.parse('2026-01-01'))
    expect(await goBackward()).toMatchObject(report)
    expect([await raw.get(prices), await raw.pttl(prices)]).toEqual(['[0.5231]', -1])
  },
)

test.each([
  ['contract', async () => await runMigration(run()), { phase: 'contract', removed: 0, refusals: { first: [] } }],
  ['a rollback', async () => await rollbackMigration(run()), { kept: [] }],
] as const)('of a key that expired meanwhile %s leaves nothing', async (_way, goOn, report) => {
  const { raw } = redis()
  await raw.set(prices, '[0.5231]', 'PX', hour)
  await runMigration(run({ until: 'cutover' }))
  await raw.hset(backupOf(prices), 'expiresAt', Date.parse('2026-01-01'))
  await raw.del(prices)
  expect(await goOn()).toMatchObject(report)
  expect(await raw.exists(prices, backupOf(prices))).toBe(0)
})

test('a rollback does not take away what it cannot read', async () => {
  const { raw } = redis()
  await raw.set(prices, '[0.5231]')
  await runMigration(run({ until: 'cutover' }))
  await raw.zadd(prices, '1', Buffer.from([0xff]))
  await expect(rollbackMigration(run())).rejects.toThrow(/bytes that are no UTF-8 text/)
  expect([await raw.type(prices), await raw.exists(backupOf(prices))]).toEqual(['zset', 1])
})

test('a rollback goes while a program of old writes on, and leaves what that wrote last', async () => {
  const { raw, server } = redis()
  await raw.set(prices, '[0.5231]')
  await raw.hset(index, { 3: '1' })
  const legacy = server.connect({ protocol: 2 })
  const stop = new AbortController()
  await runMigration(run({ until: 'verify' }))
  const writing = (async () => {
    for (let round = 0; ; round += 1) {
      await legacy
        .multi()
        .set(prices, `[0.${round}]`)
        .del(index)
        .hset(index, { [round]: '1' })
        .exec()
      if (stop.signal.aborted) return round
    }
  })()
  const report = await rollbackMigration(run()).finally(() => stop.abort())
  const last = await writing
  expect(report.kept).toEqual([])
  expect([await raw.get(prices), await raw.hgetall(index)]).toEqual([`[0.${last}]`, { [last]: '1' }])
  expect(await raw.exists(backupOf(prices), backupOf(index))).toBe(0)
})
