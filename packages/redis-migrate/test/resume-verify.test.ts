import { once } from 'node:events'
import { systemClock } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { controlMigration, migrationStatus, runMigration, type RunProgress } from '../src/index.ts'
import { aRun, fillBaskets } from './run-request.ts'
import { baskets } from './small-migrations.ts'
import { startRunner } from './start-runner.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const owners = 1_000
const state = 'migrate:9001-baskets:state'

/** Runs to the verification, and kills the runner that is in the middle of it. Returns where it was. */
async function killInVerify(
  beforeKill: () => Promise<unknown>,
): Promise<{ readonly verified: number; cursor: string }> {
  const { raw, server, connection } = redis()
  await fillBaskets(redis(), owners)
  await runMigration(aRun(redis(), { until: 'verify' }))
  await controlMigration(connection, baskets.id, systemClock, { kind: 'throttle', rate: 600 })
  const runner = startRunner(server.url)
  const exited = once(runner, 'exit')
  while ((await migrationStatus(connection, baskets.id, systemClock)).verified < owners / 4) await systemClock.sleep(5)
  await beforeKill()
  runner.kill('SIGKILL')
  await exited
  await raw.del('migrate:9001-baskets:runner')
  await controlMigration(connection, baskets.id, systemClock, { kind: 'throttle', rate: 0 })
  const { verified } = await migrationStatus(connection, baskets.id, systemClock)
  const [stage, cursor = ''] = ((await raw.hget(state, 'place')) ?? '').split(' ')
  expect([stage, verified < owners]).toEqual(['sources', true])
  return { verified, cursor }
}

test('a verification whose runner was killed is gone on with from its place', async () => {
  const { raw } = redis()
  const { verified, cursor } = await killInVerify(async () => undefined)
  const monitor = await raw.monitor()
  const scans: string[] = []
  monitor.on('monitor', (_time: string, [command = '', at = '', , glob = '']: string[]) => {
    if (/^scan$/i.test(command) && glob === 'basket:*') scans.push(at)
  })
  const seen: RunProgress[] = []
  const report = await runMigration(aRun(redis(), { until: 'cutover', onProgress: (progress) => seen.push(progress) }))
  monitor.disconnect()
  expect(report.verify).toMatchObject({ verified: owners, differing: 0 })
  const verifying = seen.filter(({ phase }) => phase === 'verify').map(({ done }) => done)
  expect([verifying[0], verifying.find((done) => done !== verified)! > verified]).toEqual([verified, true])
  expect(scans).toContain(cursor)
}, 240_000)

test('what a program of old wrote just before the runner was killed is not forgotten, verified before or not', async () => {
  const { raw } = redis()
  await killInVerify(async () => {
    for (let at = 0; at < owners; at += 1) await raw.set(`basket:o${at}`, `tea=9${at}`)
  })
  expect((await runMigration(aRun(redis(), { until: 'cutover' }))).phase).toBe('cutover')
  const stale: string[] = []
  for (let at = 0; at < owners; at += 1) {
    if ((await raw.hget(`lines:o${at}:tea`, 'amount')) !== `9${at}`) stale.push(`o${at}`)
  }
  expect(stale).toEqual([])
}, 240_000)
