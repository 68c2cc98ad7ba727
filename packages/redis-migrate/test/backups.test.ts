import { fc, test as property } from '@fast-check/vitest'
import { systemClock } from '@tradingboost/domain'
import { catalogue } from '@tradingboost/redis-keys'
import type { RedisConnection, ScriptCall } from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { migrations, type Migration } from '@tradingboost/layout-migrations'
import { migrationStatus, restoreMigration, runMigration, type RunRequest } from '../src/index.ts'
import { globsMeet } from '../src/fence/glob-meets.ts'
import { migrationKeys } from '../src/define/migration-keys.ts'
import { aRun, fillBaskets } from './run-request.ts'
import { fillOldKeys } from './moves/fill-old-keys.ts'
import { baskets } from './small-migrations.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis()
const day = 24 * 3_600_000
const keys = migrationKeys(baskets.id)
const run = (migration: Migration, overrides: Partial<RunRequest> = {}): RunRequest =>
  aRun(redis(), { migration, ...overrides })

/** Remaining time of every key of a migration itself, in milliseconds; -1 has no end. */
async function lifetimes({ id }: Migration): Promise<ReadonlyMap<string, number>> {
  const { raw } = redis()
  const own = (await raw.keys('migrate:*')).filter((key) => key.startsWith(`migrate:${id}:`))
  return new Map(await Promise.all(own.map(async (key) => [key, await raw.pttl(key)] as const)))
}

property.prop([fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary', minLength: 1 })])(
  'a backup says whose it is, and no two keys share one',
  (one, other) => {
    expect(keys.backedUp(keys.backupOf(one))).toBe(one)
    expect(keys.backupOf(one) === keys.backupOf(other)).toBe(one === other)
  },
)

test('no other family reads a backup, and no glob of a layout that is moved from or to reaches one', async () => {
  const { raw } = redis()
  await fillOldKeys(raw)
  const moved = migrations.flatMap(({ from, to }) => [...from, ...to])
  for (const old of await raw.keys('*')) {
    const backup = migrationKeys('0003-grid-positions').backupOf(old)
    const readers = catalogue.filter((family) => family.read(backup) !== undefined).map(({ name }) => name)
    expect(readers).toEqual(['migrationBackup'])
    expect(moved.filter(({ glob }) => globsMeet(glob, backup)).map(({ name }) => name)).toEqual([])
  }
})

test.each(migrations.map((migration) => [migration.id, migration] as const))(
  '%s: after contract every backup ends with its retention, and until then each key comes back to the byte',
  async (_id, migration) => {
    const { raw } = redis()
    await fillOldKeys(raw)
    const before = await snapshot(raw)
    const dumps = async (): Promise<readonly (Buffer | null)[]> =>
      await Promise.all(Object.keys(before).map((key) => raw.dumpBuffer(key)))
    const dumped = await dumps()
    const { removed } = await runMigration(run(migration))
    const ends = await lifetimes(migration)
    const lasting = [...ends]
      .filter(([, ttlMs]) => ttlMs < 0)
      .map(([key]) => key.replace(`migrate:${migration.id}:`, ''))
    expect(lasting.filter((name) => name !== 'refusals').toSorted()).toEqual(['audit', 'state'])
    const backups = [...ends].filter(([key]) => key.includes(':backup:'))
    expect([backups.length, removed > 0]).toEqual([removed, true])
    const ending = [...ends].filter(([, ttlMs]) => ttlMs >= 0)
    expect(ending.filter(([, ttlMs]) => Math.abs(ttlMs - 30 * day) > 60_000)).toEqual([])
    expect(await restoreMigration(run(migration))).toEqual({ restored: removed, expired: 0, conflicts: [], gone: 0 })
    expect(await snapshot(raw)).toEqual(before)
    expect(await dumps()).toEqual(dumped)
  },
)

test('once the backups are gone a restore says so in a sentence, and changes nothing', async () => {
  const { raw, connection } = redis()
  await fillBaskets(redis(), 5)
  await runMigration(aRun(redis(), { retentionMs: 1 }))
  await systemClock.sleep(5)
  const before = await snapshot(raw)
  await expect(restoreMigration(aRun(redis()))).rejects.toThrow(
    /^the backups of the 5 old keys that 9001-baskets removed are gone since 20\d\d-\S+Z: the new layout is all there is$/,
  )
  expect(await snapshot(raw)).toEqual(before)
  expect(await migrationStatus(connection, baskets.id, systemClock)).toMatchObject({ phase: 'contract' })
})

test('a restore counts the keys whose backups are gone', async () => {
  const { raw, connection } = redis()
  await fillBaskets(redis(), 5)
  await runMigration(aRun(redis()))
  const { backupsUntil = 0 } = await migrationStatus(connection, baskets.id, systemClock)
  expect(Math.abs(backupsUntil - systemClock.now() - 30 * day)).toBeLessThan(60_000)
  await raw.del(keys.backupOf('basket:o1'), keys.backupOf('basket:o2'))
  expect(await restoreMigration(aRun(redis()))).toEqual({ restored: 3, expired: 0, conflicts: [], gone: 2 })
})

test('a key that was written after the cut-over is none whose backup is looked for', async () => {
  const { raw, connection } = redis()
  await fillBaskets(redis(), 2)
  await runMigration(aRun(redis(), { until: 'cutover' }))
  await raw.set('basket:o0', 'new=1')
  expect(await runMigration(aRun(redis()))).toMatchObject({ removed: 1, refusals: { conflict: 1 } })
  await raw.del(keys.backupOf('basket:o1'))
  const conflicts = ['basket:o0: basket:o0 was written since']
  expect(await restoreMigration(aRun(redis()))).toEqual({ restored: 0, expired: 0, conflicts, gone: 1 })
  expect(await raw.hget(keys.state, 'removed')).toBe('0')
  expect(await migrationStatus(connection, baskets.id, systemClock)).toMatchObject({ phase: 'contract' })
  expect(await restoreMigration({ ...aRun(redis()), force: true })).toMatchObject({ restored: 1, gone: 0 })
})

type Call = ScriptCall<unknown>

/** A connection that dies before a call, or when it is done. */
const dying = (connection: RedisConnection, when: 'before' | 'after', isLast: (call: Call) => boolean) => ({
  ...connection,
  run: async <Reply>(call: ScriptCall<Reply>): Promise<Reply> => {
    if (when === 'before' && isLast(call)) throw new Error('killed')
    const reply = await connection.run(call)
    if (when === 'after' && isLast(call)) throw new Error('killed')
    return reply
  },
})

test.each([
  ['removed some', ({ script }: Call) => script.name === 'remove-settled'],
  ['noted that all are removed', ({ args }: Call) => String(args[0]).includes('contracted')],
])('a run that died when it had %s leaves none uncounted, and the status tells until when', async (_what, isLast) => {
  const { raw, connection } = redis()
  await fillBaskets(redis(), 50)
  const run = runMigration(aRun(redis(), { connection: dying(connection, 'after', isLast) }))
  await expect(run).rejects.toThrow('killed')
  await runMigration(aRun(redis()))
  const { backupsUntil = 0 } = await migrationStatus(connection, baskets.id, systemClock)
  expect(Math.abs(backupsUntil - systemClock.now() - 30 * day)).toBeLessThan(60_000)
  await raw.del(keys.backupOf('basket:o1'), keys.backupOf('basket:o2'))
  expect(await restoreMigration(aRun(redis()))).toMatchObject({ restored: 48, gone: 2 })
})

test('a restore that died when all old keys stood again is gone on with', async () => {
  const { raw, connection } = redis()
  await fillBaskets(redis(), 20)
  const before = await snapshot(raw)
  await runMigration(aRun(redis()))
  const last = dying(connection, 'before', ({ args }) => String(args[0]).includes('restored'))
  await expect(restoreMigration(aRun(redis(), { connection: last }))).rejects.toThrow('killed')
  expect(await restoreMigration(aRun(redis()))).toEqual({ restored: 0, expired: 0, conflicts: [], gone: 0 })
  expect(await snapshot(raw)).toEqual(before)
  expect(await migrationStatus(connection, baskets.id, systemClock)).toMatchObject({ phase: 'off' })
})

test('a restore that died within a page counts no key as gone that stands again', async () => {
  const { raw, connection } = redis()
  await fillBaskets(redis(), 20)
  const before = await snapshot(raw)
  await runMigration(aRun(redis()))
  let restores = 0
  const killed = dying(connection, 'before', ({ script }) => script.name === 'restore-source' && (restores += 1) > 5)
  await expect(restoreMigration(aRun(redis(), { connection: killed }))).rejects.toThrow('killed')
  expect(await raw.hget(keys.state, 'removed')).toBe('15')
  expect(await restoreMigration(aRun(redis()))).toEqual({ restored: 15, expired: 0, conflicts: [], gone: 0 })
  expect(await snapshot(raw)).toEqual(before)
})
