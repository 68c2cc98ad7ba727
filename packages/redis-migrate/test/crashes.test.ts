import { systemClock } from '@tradingboost/domain'
import { startRedis } from '@tradingboost/testkit'
import { connectRedis } from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { rollbackMigration, runMigration } from '../src/index.ts'
import { aRun, fillBaskets } from './run-request.ts'
import { runWithKills } from './run-with-kills.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis()
const owners = 400

test('a runner killed at points spread over its whole way ends where one that was let run ends', async () => {
  const { raw, server } = redis()
  await fillBaskets(redis(), owners)
  await raw.set('basket:broken', 'x')
  await runMigration(aRun(redis()))
  const wanted = await snapshot(raw)
  await raw.flushall()
  await fillBaskets(redis(), owners)
  await raw.set('basket:broken', 'x')
  // Multiples of the golden ratio spread evenly, whatever their number.
  const delays = Array.from({ length: 5 }, (_, at) => 5 + (((at + 1) * 0.618_034) % 1) * 200)
  const { kills } = await runWithKills(server.url, raw, delays)
  expect(await snapshot(raw)).toEqual(wanted)
  expect(kills).toBeGreaterThan(1)
}, 240_000)

test('a server that is killed in the middle and comes back is gone on with, and ends the same', async () => {
  await using server = await startRedis({ config: { appendonly: 'yes', appendfsync: 'always' } })
  const raw = server.connect({ protocol: 2 })
  const connection = await connectRedis({ url: server.url, clock: systemClock, random: () => 0.5 })
  const used = { server, raw, connection }
  await fillBaskets(used, 600)
  const running = runMigration(aRun(used, { rate: 2_000 }))
  for (const phase of ['backfill', 'verify']) {
    while ((await raw.hget('migrate:9001-baskets:state', 'phase').catch(() => '')) !== phase) await systemClock.sleep(2)
    await server.kill()
    await server.restart()
  }
  expect(await running).toMatchObject({ phase: 'contract', removed: 600, verify: { differing: 0 } })
  const lines = await snapshot(raw, /^(?!lines:)/)
  expect(Object.keys(lines)).toHaveLength(1_800)
  await connection.close()
})

test('a rollback that died half-way is finished by the next one', async () => {
  const { raw } = redis()
  await fillBaskets(redis(), 300)
  const before = await snapshot(raw)
  await runMigration(aRun(redis(), { until: 'cutover' }))
  const stop = new AbortController()
  const back = rollbackMigration(aRun(redis(), { signal: stop.signal, rate: 0 }))
  while ((await raw.hget('migrate:9001-baskets:state', 'phase')) === 'cutover') await systemClock.sleep(1)
  stop.abort()
  await back.catch(() => undefined)
  await rollbackMigration(aRun(redis()))
  expect(await snapshot(raw)).toEqual(before)
})
