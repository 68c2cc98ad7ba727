import { systemClock } from '@tradingboost/domain'
import { startRedis } from '@tradingboost/testkit'
import { expect, test } from 'vitest'
import {
  defaultLimits,
  migrationStatus,
  runMigration,
  type MigrationStatus,
  type RunReport,
  type ThrottleLimits,
} from '../src/index.ts'
import { aRun, fillBaskets } from './run-request.ts'
import { baskets } from './small-migrations.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis({ listen: 'port', config: { 'enable-debug-command': 'yes', 'repl-diskless-sync-delay': '0' } })
const owners = 1_500

/** Limits that only the one that a test is about can reach, however busy the machine is. */
const roomy: ThrottleLimits = { ...defaultLimits, latencyMs: 60_000 }

/** A run under these limits. */
function begin(limits: Partial<ThrottleLimits>): Promise<RunReport> {
  const running = runMigration(aRun(redis(), { limits: { ...roomy, ...limits }, instancesWithinMs: 10_000 }))
  // Its end is awaited later; until then a failure must not end the process.
  running.catch(() => undefined)
  return running
}

const status = async (): Promise<MigrationStatus> => await migrationStatus(redis().connection, baskets.id, systemClock)

async function untilItWaits(reason: RegExp): Promise<MigrationStatus> {
  for (;;) {
    const found = await status()
    if (reason.test(found.waiting ?? '')) return found
    await systemClock.sleep(10)
  }
}

/** Waits until the status gives this reason for waiting; for as long as the reason holds nothing is moved. */
async function untilItStands(reason: RegExp): Promise<void> {
  const { done } = await untilItWaits(reason)
  expect(done).toBeLessThan(owners)
  await systemClock.sleep(250)
  expect(await status()).toMatchObject({ isRunning: true, done, waiting: expect.stringMatching(reason) })
}

const finished = { phase: 'contract', moved: owners, removed: owners, verify: { differing: 0 } }

test('waits for a replica that is behind, says so, and goes on once it has come along', async () => {
  const { server, raw } = redis()
  const port = new URL(server.url).port
  await using replica = await startRedis({ listen: 'port', config: { replicaof: `127.0.0.1 ${port}` } })
  while (!/slave0:.*state=online/.test(await raw.info('replication'))) await systemClock.sleep(10)
  await fillBaskets(redis(), owners)
  await raw.wait(1, 10_000)
  await replica.freeze()
  const running = begin({ replicaLagBytes: 50_000 })
  await untilItStands(/^replica: \d+ bytes behind$/)
  await replica.thaw()
  expect(await running).toMatchObject(finished)
  expect(await raw.wait(1, 10_000)).toBe(1)
  const copy = replica.connect()
  expect(await copy.hgetall('lines:o7:tea')).toEqual(await raw.hgetall('lines:o7:tea'))
  expect(await copy.dbsize()).toBe(await raw.dbsize())
})

test('waits for a replica that is attached and does not follow yet, says so, and goes on once it does', async () => {
  const { server, raw } = redis()
  const port = new URL(server.url).port
  await raw.config('SET', 'repl-diskless-sync-delay', '600')
  await using replica = await startRedis({ listen: 'port', config: { replicaof: `127.0.0.1 ${port}` } })
  while (!/slave0:.*state=wait_bgsave/.test(await raw.info('replication'))) await systemClock.sleep(10)
  await fillBaskets(redis(), owners)
  const running = begin({})
  await untilItStands(/^replica: 1 not online$/)
  await raw.config('SET', 'repl-diskless-sync-delay', '0')
  expect(await running).toMatchObject(finished)
  expect(await raw.wait(1, 10_000)).toBe(1)
  expect(await replica.connect().dbsize()).toBe(await raw.dbsize())
}, 240_000)

test('waits while all clients together do more than the ceiling, says so, and goes on when they do less', async () => {
  const { server, raw } = redis()
  await fillBaskets(redis(), owners)
  const done = new AbortController()
  const client = server.connect()
  const load = (async () => {
    while (!done.signal.aborted) await Promise.all(Array.from({ length: 200 }, () => client.get('a')))
  })()
  const opsPerSecond = 1_500
  while (Number(/instantaneous_ops_per_sec:(\d+)/.exec(await raw.info('stats'))?.[1]) < 2 * opsPerSecond) {
    await systemClock.sleep(10)
  }
  const running = begin({ opsPerSecond })
  await untilItStands(/^load: \d+ commands a second$/)
  done.abort()
  await load
  expect(await running).toMatchObject(finished)
}, 240_000)

test('waits while the server answers slowly, says so, and goes on when it is quick again', async () => {
  const { server } = redis()
  await fillBaskets(redis(), owners)
  const done = new AbortController()
  const client = server.connect()
  const slow = (async () => {
    while (!done.signal.aborted) await client.call('debug', 'SLEEP', '0.03')
  })()
  const running = begin({ latencyMs: 15 })
  await untilItWaits(/^latency: \d+ ms$/)
  done.abort()
  await slow
  expect(await running).toMatchObject(finished)
}, 240_000)

test('waits while hardly any memory is left, says so, and goes on when there is some', async () => {
  const { raw } = redis()
  await fillBaskets(redis(), owners)
  const used = Number(/used_memory:(\d+)/.exec(await raw.info('memory'))?.[1])
  await raw.config('SET', 'maxmemory', used * 2)
  const running = begin({ memoryHeadroom: 0.6 })
  await untilItStands(/^memory: \d+ of \d+ bytes are used$/)
  await raw.config('SET', 'maxmemory', '0')
  expect(await running).toMatchObject(finished)
})
