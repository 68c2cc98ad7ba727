import { migrationSaved } from '@tradingboost/redis-keys'
import { cachedPositionsFixture, leftConflicts, type StartState } from './start-states.ts'
import { gridPositions, migrations } from '@tradingboost/layout-migrations'
import { expect, test } from 'vitest'
import { migrationKeys } from '../src/define/migration-keys.ts'
import { rollbackMigration, runMigration, type Phase } from '../src/index.ts'
import { dyingAt } from './dying-at.ts'
import { aRun } from './run-request.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis()

const migrationOf = (id: string) => {
  const found = migrations.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no migration ${id}`)
  return found
}

async function fill(state: StartState): Promise<Readonly<Record<string, unknown>>> {
  await redis().raw.flushall()
  await state.fill(redis().raw)
  return await snapshot(redis().raw)
}

const states: readonly StartState[] = [...leftConflicts, cachedPositionsFixture]

test.each(states.flatMap((state) => (['backfill', 'verify', 'cutover'] as const).map((until) => ({ state, until }))))(
  '$state.name: $state.migration to $until and back changes nothing',
  async ({ state, until }) => {
    const before = await fill(state)
    const migration = migrationOf(state.migration)
    await runMigration(aRun(redis(), { migration, until }))
    await rollbackMigration(aRun(redis(), { migration }))
    expect(await snapshot(redis().raw)).toEqual(before)
    expect(await ownKeys(state.migration)).toEqual([])
  },
)

/** Keys of the migration besides the record of the run: its state and its audit. */
async function ownKeys(id: string): Promise<readonly string[]> {
  const { state, audit, instances } = migrationKeys(id)
  const all = await redis().raw.keys('migrate*')
  return all.filter((key) => ![state, audit, instances].includes(key)).toSorted()
}

test('a rollback killed at any command is finished by the next one, and a run refuses to start before', async () => {
  const state = leftConflicts[0]
  if (state === undefined) throw new Error('there is a start state')
  const refused: boolean[] = []
  const goBack = async (last: number): Promise<number> => {
    const before = await fill(state)
    await runMigration(aRun(redis(), { migration: gridPositions, until: 'cutover' }))
    const runner = dyingAt(redis().connection, last)
    await Promise.allSettled([
      rollbackMigration(aRun(redis(), { migration: gridPositions, connection: runner.connection, resumeWithinMs: 0 })),
    ])
    await redis().raw.del(migrationKeys(gridPositions.id).runner)
    if ((await redis().raw.hexists(migrationKeys(gridPositions.id).state, 'returning')) === 1) {
      const [run] = await Promise.allSettled([runMigration(aRun(redis(), { migration: gridPositions }))])
      refused.push(run.status === 'rejected' && /being rolled back/.test(String(run.reason)))
    }
    await rollbackMigration(aRun(redis(), { migration: gridPositions }))
    expect({ last, after: await snapshot(redis().raw) }).toEqual({ last, after: before })
    expect({ last, own: await ownKeys(gridPositions.id) }).toEqual({ last, own: [] })
    expect(await redis().raw.hget(migrationKeys(gridPositions.id).state, 'phase')).toBe('off')
    return runner.words()
  }
  const words = await goBack(Number.POSITIVE_INFINITY)
  for (let last = 1; last < words; last += 1) await goBack(last)
  expect(refused.length).toBeGreaterThan(5)
  expect(refused).not.toContain(false)
}, 240_000)

test('a canonical key that no program of ours is recorded to have written is not written back', async () => {
  const { raw } = redis()
  await raw.set('okx:positions:7', '[{"instId":"ADA-USDT-SWAP","posSide":"short","pos":"5"}]')
  await runMigration(aRun(redis(), { migration: gridPositions, until: 'cutover' }))
  await raw.hset('positions:8:okx:XRP-USDT-SWAP:long', { id: 'x', size: '5', side: 'long' })
  await rollbackMigration(aRun(redis(), { migration: gridPositions }))
  expect(await raw.exists('okx:positions:8')).toBe(0)
  expect(await raw.hget('positions:8:okx:XRP-USDT-SWAP:long', 'size')).toBe('5')
})

test('a source that was left is not written back, though a program of ours wrote one of its targets', async () => {
  const state = leftConflicts[0]
  if (state === undefined) throw new Error('there is a start state')
  await fill(state)
  const { raw } = redis()
  const source = await raw.get('okx:positions:1')
  await runMigration(aRun(redis(), { migration: gridPositions, until: 'cutover' }))
  await raw.hset(migrationSaved.build({ migrationId: gridPositions.id }), 'positions:1:okx:BTC-USDT-SWAP:long', '1')
  const { kept } = await rollbackMigration(aRun(redis(), { migration: gridPositions }))
  expect(kept).toEqual(['okx:positions:1'])
  expect(await raw.get('okx:positions:1')).toBe(source)
})

test('a rollback that an earlier release left at off with targets in place takes them back', async () => {
  const { raw } = redis()
  await raw.set('okx:positions:7', '[{"instId":"ADA-USDT-SWAP","posSide":"short","pos":"5"}]')
  const before = await snapshot(raw)
  await runMigration(aRun(redis(), { migration: gridPositions, until: 'verify' }))
  const { state, instances } = migrationKeys(gridPositions.id)
  const off: Phase = 'off'
  await raw.hset(state, 'phase', off)
  await raw.hset(instances, 'phase', off)
  await rollbackMigration(aRun(redis(), { migration: gridPositions }))
  expect(await snapshot(raw)).toEqual(before)
  expect(await ownKeys(gridPositions.id)).toEqual([])
})
