import { botHeartbeat } from '@tradingboost/redis-keys'
import type { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { migrations } from '@tradingboost/layout-migrations'
import { planMigration, rollbackMigration, runMigration } from '../src/index.ts'
import { fillOldKeys } from './moves/fill-old-keys.ts'
import { aRun, fillBaskets } from './run-request.ts'
import { baskets } from './small-migrations.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis()
const others = 30_000
const notSeen = /^(migrate|other:)/

async function fillOthers(raw: Redis): Promise<void> {
  await raw.eval(`for at = 1, ${others} do redis.call('SET', 'other:' .. at, '1') end`, 0)
}

async function scanCalls(raw: Redis): Promise<number> {
  return Number(/cmdstat_scan:calls=(\d+)/.exec(await raw.info('commandstats'))?.[1] ?? 0)
}

/** How many calls of SCAN one look at all keys takes, in the steps of the engine. */
async function callsOfOnePass(raw: Redis): Promise<number> {
  let [cursor, calls] = ['0', 0]
  do {
    ;[cursor] = await raw.scan(cursor, 'COUNT', 200)
    calls += 1
  } while (cursor !== '0')
  return calls
}

/** Passes over the keyspace that work takes. */
async function passesOf(raw: Redis, work: () => Promise<unknown>): Promise<number> {
  const onePass = await callsOfOnePass(raw)
  const before = await scanCalls(raw)
  await work()
  return ((await scanCalls(raw)) - before) / onePass
}

test('a run of few keys among many, from off to contract, scans the keyspace three times', async () => {
  const { raw } = redis()
  await fillOthers(raw)
  await fillBaskets(redis(), 200)
  const passes = await passesOf(raw, async () => {
    const report = await runMigration(aRun(redis()))
    expect(report).toMatchObject({ phase: 'contract', done: 200, moved: 200, removed: 200 })
    expect(report.verify).toMatchObject({ verified: 200, differing: 0, unexplained: [] })
  })
  // The keys that it writes itself make the later ones a little longer.
  expect(passes).toBeGreaterThan(2.5)
  expect(passes).toBeLessThan(3.4)
  expect(await raw.dbsize()).toBeGreaterThanOrEqual(others + 600)
  expect(await raw.exists('basket:o0', 'basket:o199')).toBe(0)
})

test.each(migrations.map((migration) => [migration.id, migration] as const))(
  '%s does among many keys, in three passes, what it does among few',
  async (_id, migration) => {
    const { raw } = redis()
    const outcome = async () => {
      const { refusals, ...report } = await runMigration(aRun(redis(), { migration }))
      const left = refusals.first.map(({ key, kind }) => `${kind} ${key}`).toSorted()
      const own = (await raw.keys('migrate*')).toSorted()
      const ends = await Promise.all(own.map(async (key) => `${key} ${(await raw.pttl(key)) < 0 ? 'stays' : 'ends'}`))
      return { report, left, ends, keys: Object.keys(await snapshot(raw, notSeen)) }
    }
    await fillOldKeys(raw)
    const among = await outcome()
    await raw.flushall()
    await fillOthers(raw)
    await fillOldKeys(raw)
    let found: Awaited<ReturnType<typeof outcome>> | undefined
    const passes = await passesOf(raw, async () => (found = await outcome()))
    expect(found).toEqual(among)
    // Three, and what the outcome itself asks by KEYS is no SCAN.
    expect(passes).toBeLessThan(5.2)
  },
)

test('what is written while the few are moved is found by the verification and moved too', async () => {
  const { raw } = redis()
  await fillOthers(raw)
  await fillBaskets(redis(), 50)
  await runMigration(aRun(redis(), { until: 'backfill' }))
  await raw.set('basket:late', 'rice=1')
  const report = await runMigration(aRun(redis()))
  expect(report).toMatchObject({ phase: 'contract', moved: 51, removed: 51 })
  expect(await raw.exists('basket:late')).toBe(0)
  expect(await raw.hgetall('lines:late:rice')).not.toEqual({})
})

test('a bot that lives among many other keys and does not know the migration holds the run', async () => {
  const { raw } = redis()
  await fillOthers(raw)
  await fillBaskets(redis(), 1)
  await raw.set(botHeartbeat.build({ botId: 'unaware' }), '{}')
  await expect(runMigration(aRun(redis(), { instancesWithinMs: 10 }))).rejects.toThrow(/unaware/)
})

test('a run that is stopped while it moves the few goes on, and counts each key once', async () => {
  const { raw } = redis()
  await fillOthers(raw)
  await fillBaskets(redis(), 900)
  const stopping = new AbortController()
  const stopped = runMigration(
    aRun(redis(), {
      signal: stopping.signal,
      onProgress: ({ phase, done }) => {
        if (phase === 'backfill' && done > 0) stopping.abort()
      },
    }),
  )
  await expect(stopped).rejects.toThrow(/told to stop/)
  expect(await raw.exists('lines:o0:rice', 'basket:o0')).toBeGreaterThan(0)
  const report = await runMigration(aRun(redis(), { until: 'cutover' }))
  expect(report).toMatchObject({ phase: 'cutover', done: 900 })
  expect((await raw.keys('lines:*:rice')).length).toBe(900)
})

test('off, cut over and back is the identity among many keys', async () => {
  const { raw } = redis()
  await fillOthers(raw)
  await fillBaskets(redis(), 200)
  const before = await snapshot(raw, notSeen)
  await runMigration(aRun(redis(), { until: 'cutover' }))
  // Each time the legacy layout is written back; the ledger of the second time also says what is withdrawn.
  expect(await passesOf(raw, async () => await rollbackMigration(aRun(redis())))).toBeLessThan(2.4)
  expect(await snapshot(raw, notSeen)).toEqual(before)
})

test('many keys are not held in memory: each pass scans, and finds all of them', async () => {
  const { raw } = redis()
  await fillOthers(raw)
  await fillBaskets(redis(), 4_000)
  const { connection, clock, options } = aRun(redis())
  const plan = await planMigration({ connection, migration: baskets, clock, options, scope: {} })
  expect(plan.keys).toBe(4_000)
  const report = await runMigration(aRun(redis()))
  expect(report).toMatchObject({ phase: 'contract', done: 4_000, moved: 4_000, removed: 4_000 })
})
