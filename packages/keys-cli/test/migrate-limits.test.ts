import { systemClock } from '@tradingboost/domain'
import { startRedis } from '@tradingboost/testkit'
import { expect, test } from 'vitest'
import { runKeys, type KeysRun } from './run-keys.ts'
import { startLegacyRedis, type LegacyRedis } from './start-legacy-redis.ts'

const id = '0003-grid-positions'

/** Runs a migration with these options, and waits until its status gives this reason for waiting. */
async function runUntilItWaits(
  { server, raw }: LegacyRedis,
  options: readonly string[],
  reason: RegExp,
): Promise<() => Promise<KeysRun>> {
  await raw.del('okx:positions:9999')
  const running = runKeys(['migrate', 'run', id, '--execute', ...options], { REDIS_URL: server.url })
  // An answer that comes before it waits is what a failed test shows.
  const ended = running.then((run) => JSON.stringify(run))
  for (;;) {
    const waiting = (await raw.hget(`migrate:${id}:state`, 'waiting')) ?? ''
    if (reason.test(waiting)) return async () => await running
    const early = await Promise.race([ended, systemClock.sleep(20)])
    if (early !== undefined) throw new Error(early)
  }
}

test('--min-free-memory is the share of maxmemory below which a run waits', async () => {
  await using redis = await startLegacyRedis(3)
  await redis.raw.config('SET', 'maxmemory', '1gb')
  const end = await runUntilItWaits(redis, ['--min-free-memory', '100'], /^memory: \d+ of 1073741824 bytes are used$/)
  await redis.raw.config('SET', 'maxmemory', '0')
  expect(await end()).toMatchObject({ exitCode: 0 })
}, 240_000)

test('--max-replica-lag is how far a replica may be behind before a run waits', async () => {
  await using redis = await startLegacyRedis(3, { config: { 'repl-diskless-sync-delay': '0' } })
  const { raw, server } = redis
  const port = new URL(server.url).port
  await using replica = await startRedis({ listen: 'port', config: { replicaof: `127.0.0.1 ${port}` } })
  while (!/slave0:.*state=online/.test(await raw.info('replication'))) await systemClock.sleep(10)
  await raw.wait(1, 10_000)
  await replica.freeze()
  await raw.set('other:large', 'x'.repeat(500_000))
  const end = await runUntilItWaits(redis, ['--max-replica-lag', '400000'], /^replica: \d{6} bytes behind$/)
  await replica.thaw()
  expect(await end()).toMatchObject({ exitCode: 0 })
}, 240_000)
