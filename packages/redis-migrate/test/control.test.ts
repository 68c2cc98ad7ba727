import { systemClock } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import {
  controlMigration,
  migrationStatus,
  rollbackMigration,
  runMigration,
  verifyMigration,
  type Control,
  type MigrationStatus,
} from '../src/index.ts'
import { aRun, fillBaskets } from './run-request.ts'
import { baskets } from './small-migrations.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis()
const status = async (): Promise<MigrationStatus> => migrationStatus(redis().connection, baskets.id, systemClock)
const control = async (wanted: Control): Promise<void> =>
  controlMigration(redis().connection, baskets.id, systemClock, wanted)

async function until(holds: (status: MigrationStatus) => boolean): Promise<MigrationStatus> {
  for (;;) {
    const found = await status()
    if (holds(found)) return found
    await systemClock.sleep(5)
  }
}

test('a runner is paused, resumed and slowed down from elsewhere, and says so', async () => {
  await fillBaskets(redis(), 1_000)
  const running = runMigration(aRun(redis(), { rate: 700 }))
  const working = await until(({ phase, done }) => phase === 'backfill' && done > 0)
  expect(working).toMatchObject({ isRunning: true, total: 1_000, rate: 700, control: 'run' })
  await control({ kind: 'pause' })
  const paused = await until(({ waiting }) => waiting === 'paused')
  await systemClock.sleep(250)
  expect((await status()).done).toBe(paused.done)
  await control({ kind: 'throttle', rate: 0 })
  await control({ kind: 'resume' })
  expect(await running).toMatchObject({ phase: 'contract', moved: 1_000 })
  expect(await status()).toMatchObject({ isRunning: false, rate: 0, waiting: undefined })
})

test('a cut-over that is put off is verified again and again, until it may come', async () => {
  const { raw } = redis()
  await fillBaskets(redis(), 50)
  await runMigration(aRun(redis(), { until: 'expand' }))
  await control({ kind: 'postpone' })
  const running = runMigration(aRun(redis(), { until: 'cutover' }))
  await until(({ phase, verified }) => phase === 'verify' && verified > 0)
  await until(({ verified }) => verified === 0)
  await raw.set('basket:late', 'tea=1')
  while ((await raw.exists('lines:late:tea')) === 0) await systemClock.sleep(5)
  expect((await status()).phase).toBe('verify')
  await control({ kind: 'advance' })
  expect((await running).phase).toBe('cutover')
})

test('an abort from elsewhere stops the runner and takes back what it wrote', async () => {
  const { raw } = redis()
  await fillBaskets(redis(), 1_000)
  const before = await snapshot(raw)
  const running = runMigration(aRun(redis(), { rate: 1_000 }))
  const ended = running.then(String, String)
  await until(({ phase, done }) => phase === 'backfill' && done > 100)
  const { withdrawn } = await rollbackMigration(aRun(redis()))
  expect(await ended).toMatch(/was aborted from elsewhere/)
  expect(withdrawn).toBeGreaterThan(0)
  expect(await snapshot(raw)).toEqual(before)
  expect((await status()).phase).toBe('off')
})

test('both layouts are compared from elsewhere without a write', async () => {
  const { raw, connection } = redis()
  await fillBaskets(redis(), 30)
  await runMigration(aRun(redis(), { until: 'verify' }))
  await raw.hset('lines:o3:tea', 'amount', '0')
  await raw.set('basket:o4', 'tea=2')
  const before = await snapshot(raw, /^$/)
  const request = { connection, migration: baskets, options: { exchange: 'okx' }, scope: {}, clock: systemClock }
  expect(await verifyMigration(request)).toEqual({
    same: 28,
    unsettled: 1,
    differing: 1,
    differences: ['basket:o3: lines:o3:tea says something else'],
  })
  expect(await snapshot(raw, /^$/)).toEqual(before)
})

test('the status counts the keys that were left, by kind, and no longer those that are gone', async () => {
  const { raw } = redis()
  await fillBaskets(redis(), 3)
  await raw.mset({ 'basket:broken': 'x', 'basket:shy': 'leave me', 'basket:taken': 'tea=1' })
  await raw.hset('lines:taken:tea', 'amount', '9')
  expect((await status()).refusals).toEqual({ refused: 0, conflict: 0, stays: 0 })
  await runMigration(aRun(redis(), { until: 'cutover' }))
  // The taken place is named from both sides.
  expect((await status()).refusals).toEqual({ refused: 1, conflict: 2, stays: 1 })
  await raw.del('basket:broken')
  await runMigration(aRun(redis(), { until: 'cutover' }))
  expect((await status()).refusals).toEqual({ refused: 0, conflict: 2, stays: 1 })
})

test('nothing can be asked of a migration that never began', async () => {
  await expect(control({ kind: 'pause' })).rejects.toThrow(/9001-baskets is not under way: run it first/)
  expect(await status()).toMatchObject({ phase: 'none', isRunning: false })
})

test('a runner waits for instances that run an older phase, names them, and gives up in time', async () => {
  const { raw } = redis()
  const [seconds] = await raw.time()
  await raw.hset('migrate-instances:9001-baskets', 'i slow', `off ${Number(seconds) * 1_000}`, 'i dead', 'off 1000')
  await expect(runMigration(aRun(redis(), { instancesWithinMs: 200 }))).rejects.toThrow(
    /^slow \(off\) did not come to expand within 200 ms/,
  )
  expect((await status()).phase).toBe('expand')
})

test('a bot that lives and does not know the migration keeps it from beginning', async () => {
  const { raw } = redis()
  await raw.set('bot:grid-1:heartbeat', '{"at":1}', 'PX', 5_000)
  await expect(runMigration(aRun(redis(), { instancesWithinMs: 200 }))).rejects.toThrow(
    /grid-1 live and do not know 9001-baskets/,
  )
})
