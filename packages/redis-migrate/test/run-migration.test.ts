import { expect, test } from 'vitest'
import {
  migrationAudit,
  migrationStatus,
  restoreMigration,
  rollbackMigration,
  runMigration,
  type RunProgress,
} from '../src/index.ts'
import { systemClock } from '@tradingboost/domain'
import { migrationKeys } from '../src/define/migration-keys.ts'
import { aRun, fillBaskets } from './run-request.ts'
import { baskets } from './small-migrations.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis()
const sources = async (): Promise<Record<string, unknown>> => snapshot(redis().raw, /^(?!basket:)/)

test('a Redis without live instances goes through every phase by itself, and the old keys are gone', async () => {
  const { raw, connection } = redis()
  await fillBaskets(redis(), 500)
  await raw.set('basket:broken', 'x')
  await raw.set('unrelated', '1')
  const seen: RunProgress[] = []
  const report = await runMigration(aRun(redis(), { onProgress: (progress) => seen.push(progress) }))
  expect(report).toMatchObject({
    phase: 'contract',
    done: 501,
    moved: 500,
    removed: 500,
    feed: 'tracking',
    verify: { verified: 501, differing: 0, foreign: 0, unexplained: [] },
    refusals: { refused: 1, conflict: 0, stays: 0, first: [{ key: 'basket:broken', kind: 'refused' }] },
  })
  expect(Object.keys(await sources())).toEqual(['basket:broken'])
  expect(await raw.hgetall('lines:o7:tea')).toEqual({ item: 'tea', amount: '1234567890123456789', à: 'ß' })
  expect(new Set(seen.map(({ phase }) => phase))).toEqual(new Set(['backfill', 'verify', 'contract']))
  const events = (await migrationAudit(connection, baskets.id, systemClock)).map((line) => {
    const { event, phase } = JSON.parse(line) as Record<string, string>
    return phase ?? event
  })
  expect(events).toEqual(['begin', 'expand', 'backfill', 'verify', 'cutover', 'contract', 'contracted', 'strays'])
  expect(await migrationStatus(connection, baskets.id, systemClock)).toMatchObject({
    phase: 'contract',
    isRunning: false,
    isFenced: false,
  })
})

test('run again at the end, or at any phase on the way, changes nothing', async () => {
  await fillBaskets(redis(), 50)
  for (const until of ['expand', 'backfill', 'verify', 'cutover', 'contract'] as const) {
    await runMigration(aRun(redis(), { until }))
    const before = await snapshot(redis().raw)
    const { phase } = await runMigration(aRun(redis(), { until }))
    expect([until, phase]).toEqual([until, until])
    expect(await snapshot(redis().raw)).toEqual(before)
  }
})

test('a restore brings every old key back to the byte and the millisecond, and leaves nothing of ours', async () => {
  const { raw } = redis()
  await fillBaskets(redis(), 300, 600_000)
  await raw.set('basket:lasting', 'tea=1')
  const before = await snapshot(raw)
  const dumps = await Promise.all(Object.keys(before).map((key) => raw.dumpBuffer(key)))
  await runMigration(aRun(redis()))
  expect(await sources()).toEqual({})
  expect(await restoreMigration(aRun(redis()))).toEqual({ restored: 301, expired: 0, conflicts: [], gone: 0 })
  expect(await snapshot(raw)).toEqual(before)
  expect(await Promise.all(Object.keys(before).map((key) => raw.dumpBuffer(key)))).toEqual(dumps)
  expect((await raw.keys('migrate:*')).toSorted()).toEqual(['migrate:9001-baskets:audit', 'migrate:9001-baskets:state'])
})

test('a restore leaves what was written since, names it, and takes it only by force', async () => {
  const { raw } = redis()
  await fillBaskets(redis(), 3)
  await runMigration(aRun(redis()))
  await raw.hset('lines:o0:tea', 'amount', '9')
  await raw.set('basket:o1', 'new=1')
  expect(await restoreMigration(aRun(redis()))).toEqual({
    restored: 1,
    expired: 0,
    conflicts: ['basket:o0: lines:o0:tea was written since', 'basket:o1: basket:o1 was written since'],
    gone: 0,
  })
  expect(await raw.get('basket:o1')).toBe('new=1')
  expect(await restoreMigration({ ...aRun(redis()), force: true })).toEqual({
    restored: 2,
    expired: 0,
    conflicts: [],
    gone: 0,
  })
  expect(await raw.get('basket:o1')).toMatch(/^rice=1\n/)
  expect(await raw.hget('lines:o0:tea', 'amount')).toBe('9')
})

test('a rollback before the cut-over leaves the Redis as it was', async () => {
  const { raw } = redis()
  await fillBaskets(redis(), 200, 600_000)
  const before = await snapshot(raw)
  for (const until of ['expand', 'backfill', 'verify'] as const) {
    await runMigration(aRun(redis(), { until }))
    await rollbackMigration(aRun(redis()))
    expect(await snapshot(raw)).toEqual(before)
  }
})

test('a rollback after the cut-over writes back what changed in moved targets, and new targets that our programs saved', async () => {
  const { raw } = redis()
  await fillBaskets(redis(), 100)
  await runMigration(aRun(redis(), { until: 'cutover' }))
  await raw.hset('lines:o1:tea', 'amount', '77')
  await raw.del('lines:o2:rice')
  await raw.hset('lines:o3:new', { item: 'new', amount: '1' })
  await raw.hset('lines:newcomer:tea', { item: 'tea', amount: '5' })
  await raw.hset(migrationKeys(baskets.id).saved, { 'lines:o3:new': '1', 'lines:newcomer:tea': '1' })
  await raw.hset('lines:stranger:tea', { item: 'tea', amount: '5' })
  await raw.del('lines:o4:rice', 'lines:o4:salt', 'lines:o4:tea')
  const report = await rollbackMigration(aRun(redis()))
  expect(report).toMatchObject({ told: 5, kept: [] })
  const after = await sources()
  expect(after['basket:o1']).toMatchObject({ string: 'rice=1\nsalt=0.12345678901234567\ntea=77' })
  expect(after['basket:o2']).toMatchObject({ string: 'salt=0.12345678901234567\ntea=1234567890123456789' })
  expect(after['basket:o3']).toMatchObject({
    string: 'new=1\nrice=3\nsalt=0.12345678901234567\ntea=1234567890123456789',
  })
  expect(after['basket:newcomer']).toMatchObject({ string: 'tea=5' })
  expect([after['basket:o4'], Object.keys(after).length]).toEqual([undefined, 100])
})

test('a difference fails the verification, which stays failed until a new plan', async () => {
  const { raw } = redis()
  await fillBaskets(redis(), 20)
  await runMigration(aRun(redis(), { until: 'verify' }))
  await raw.hset('lines:o7:tea', 'amount', 'tampered')
  await expect(runMigration(aRun(redis()))).rejects.toThrow(
    /verification of 9001-baskets failed: 1 differ, first basket:o7/,
  )
  await raw.hset('lines:o7:tea', 'amount', '1234567890123456789')
  await expect(runMigration(aRun(redis()))).rejects.toThrow(/failed its verification/)
  expect(await raw.hget('migrate:9001-baskets:state', 'phase')).toBe('verify')
  await rollbackMigration(aRun(redis()))
  expect((await runMigration(aRun(redis()))).phase).toBe('contract')
})

test.each([
  ['a value', ['hset', 'lines:o7:tea', 'amount', '0'], /lines:o7:tea says something else/],
  ['a missing target', ['del', 'lines:o7:tea'], /lines:o7:tea is missing/],
  ['a type', ['set', 'lines:o7:tea', 'x'], /lines:o7:tea says something else/],
  ['a time to live', ['persist', 'lines:o7:tea'], /lines:o7:tea does not expire with its source/],
  ['a time to live that is 3 s off', ['pexpire', 'lines:o7:tea', '597000'], /lines:o7:tea does not expire/],
  ['a missing member', ['srem', 'lines-of:o7', 'tea'], /lines-of:o7 lacks tea/],
  ['a foreign member', ['sadd', 'lines-of:o7', 'alien'], /lines-of:o7 holds the foreign member alien/],
  ['a time to live of the index', ['persist', 'lines-of:o7'], /lines-of:o7 does not expire/],
  ['a member of the key that everybody fills', ['zrem', 'owners', 'o7'], /owners lacks o7/],
] as const)('%s that differs is found', async (_what, [command, ...args], sentence) => {
  await fillBaskets(redis(), 10, 600_000)
  await runMigration(aRun(redis(), { until: 'verify' }))
  await redis().raw.call(command, ...args)
  await expect(runMigration(aRun(redis()))).rejects.toThrow(sentence)
})

test('a second runner is turned away while the first one lives', async () => {
  const { raw } = redis()
  await raw.set('migrate:9001-baskets:runner', 'somebody', 'PX', 5_000)
  await expect(runMigration(aRun(redis()))).rejects.toThrow(/runner somebody moves 9001-baskets/)
})

test('other options than those of the plan under way are turned away', async () => {
  await fillBaskets(redis(), 5)
  await runMigration(aRun(redis(), { until: 'backfill' }))
  await expect(runMigration(aRun(redis(), { options: { exchange: 'bybit' } }))).rejects.toThrow(/with other options/)
})

test('memory that would not suffice is refused before anything moves', async () => {
  const { raw } = redis()
  await fillBaskets(redis(), 2_000)
  await raw.config('SET', 'maxmemory', '3mb')
  await expect(runMigration(aRun(redis()))).rejects.toThrow(
    /both layouts would take \d+ bytes and maxmemory is 3145728/,
  )
  await raw.config('SET', 'maxmemory', '0')
  expect(await raw.exists('migrate:9001-baskets:state', 'lines:o0:tea')).toBe(0)
})
