import { systemClock } from '@tradingboost/domain'
import type { RedisConnection } from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { gridPositions } from '@tradingboost/layout-migrations'
import { migrationAudit, restoreMigration, runMigration, type RunRequest } from '../src/index.ts'
import { migrationKeys } from '../src/define/migration-keys.ts'
import { legacyText, source, startBot } from './bot-account.ts'
import { aRun } from './run-request.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis()
const run = (overrides: Partial<RunRequest> = {}): RunRequest =>
  aRun(redis(), { migration: gridPositions, ...overrides })

const keys = migrationKeys(gridPositions.id)

const row = (symbol: string, pos = '3'): string => `{"instId": "${symbol}", "posSide": "long", "pos": "${pos}"}`
const listOf = (...rows: readonly string[]): string => `[${rows.join(', ')}]`

test.each([
  ['none of its positions', listOf()],
  ['fewer positions', listOf(row('A'))],
  ['another size', listOf(row('A'), row('B', '4'))],
  ['a position more', listOf(row('A'), row('B'), row('C'))],
  ['no list at all', 'x'],
])('an old key that says %s after the cut-over takes nothing from the new layout', async (_what, text) => {
  const { raw } = redis()
  await raw.set('okx:positions:7', listOf(row('A'), row('B')))
  await runMigration(run({ until: 'cutover' }))
  const moved = await snapshot(raw, /^migrate|^okx/)
  await raw.set('okx:positions:7', text)
  const { refusals } = await runMigration(run())
  expect(await snapshot(raw, /^migrate|^okx/)).toEqual(moved)
  expect(refusals.first).toMatchObject([{ key: 'okx:positions:7', kind: 'conflict' }])
  expect(await raw.get('okx:positions:7')).toBe(text)
})

test('an old key that somebody deleted after the cut-over takes nothing from the new layout', async () => {
  const { raw } = redis()
  await raw.set('okx:positions:7', listOf(row('A'), row('B')))
  await runMigration(run({ until: 'cutover' }))
  const moved = await snapshot(raw)
  await raw.del('okx:positions:7')
  expect((await runMigration(run())).refusals.first).toEqual([])
  expect(Object.keys(await snapshot(raw))).toEqual(Object.keys(moved).filter((key) => key !== 'okx:positions:7'))
  expect(await restoreMigration(run())).toMatchObject({ restored: 1, conflicts: [] })
  expect(await raw.get('okx:positions:7')).toBe(listOf(row('A'), row('B')))
})

/** A migration that is over, for a user 7 who holds A and B. */
async function contracted(): Promise<void> {
  await redis().raw.set('okx:positions:7', listOf(row('A'), row('B')))
  await runMigration(run())
}

test('an old key of which the new layout knows nothing is moved by the next run, and can be restored', async () => {
  const { raw } = redis()
  await contracted()
  await raw.set('okx:positions:8', listOf(row('C')), 'PX', 3_600_000)
  await raw.set('okx:positions:9', '[]')
  expect(await runMigration(run({ until: 'verify' }))).toMatchObject({
    phase: 'contract',
    moved: 3,
    removed: 2,
    refusals: { first: [] },
  })
  expect(await raw.keys('okx:*')).toEqual([])
  expect(await raw.hget('positions:8:okx:C:long', 'quantity')).toBe('3')
  expect(await raw.smembers('positions:index:8:okx')).toEqual(['C:long'])
  expect(await restoreMigration(run())).toEqual({ restored: 3, expired: 0, conflicts: [], gone: 0 })
  expect(await raw.get('okx:positions:8')).toBe(listOf(row('C')))
})

test('an old key that says what the new layout says goes, whether with the same bytes or others', async () => {
  const { raw } = redis()
  await contracted()
  const before = await snapshot(raw)
  for (const text of [listOf(row('A'), row('B')), listOf(row('B'), row('A'))]) {
    await raw.set('okx:positions:7', text)
    expect(await runMigration(run())).toMatchObject({ removed: 1, refusals: { first: [] } })
    expect(await snapshot(raw)).toEqual(before)
  }
})

test.each([
  ['a size', listOf(row('A'), row('B', '4'))],
  ['less', listOf(row('A'))],
  ['nothing', '[]'],
  ['more', listOf(row('A'), row('B'), row('C'))],
])('an old key that says %s otherwise is left and named, until somebody removes it', async (_what, text) => {
  const { raw } = redis()
  await contracted()
  await raw.set('okx:positions:7', text)
  const before = await snapshot(raw)
  for (let time = 0; time < 2; time += 1) {
    expect((await runMigration(run())).refusals.first).toEqual([
      { key: 'okx:positions:7', kind: 'conflict', reason: expect.stringMatching(/the new layout says otherwise$/) },
    ])
    expect(await snapshot(raw)).toEqual(before)
  }
  await raw.del('okx:positions:7')
  expect((await runMigration(run())).refusals).toMatchObject({ refused: 0, conflict: 0 })
})

test('the bytes of before, written again after our own programs went on, do not turn the new layout back', async () => {
  const { raw } = redis()
  await contracted()
  await raw.hset('positions:7:okx:A:long', 'quantity', '5')
  await raw.set('okx:positions:7', listOf(row('A'), row('B')))
  expect((await runMigration(run())).refusals).toMatchObject({ conflict: 1 })
  await raw.del('positions:7:okx:A:long', 'positions:7:okx:B:long')
  expect((await runMigration(run())).refusals).toMatchObject({ conflict: 1 })
  expect(await raw.exists('positions:7:okx:A:long')).toBe(0)
})

test('a key that was refused and is corrected after contract is moved by the next run', async () => {
  const { raw } = redis()
  await raw.set('okx:positions:8', '[{"posSide": "long", "pos": "3"}]')
  await contracted()
  expect((await runMigration(run())).refusals).toMatchObject({ refused: 1 })
  await raw.set('okx:positions:8', listOf(row('C')))
  expect(await runMigration(run())).toMatchObject({ removed: 1, refusals: { refused: 0, first: [] } })
  expect(await raw.hget('positions:8:okx:C:long', 'quantity')).toBe('3')
})

/** The connection of a runner that dies before it removes a key by itself. */
function dying(): RedisConnection {
  const { connection } = redis()
  return {
    ...connection,
    run: async (call) => {
      if (call.script.name === 'remove-source') throw new Error('killed')
      return await connection.run(call)
    },
  }
}

test('a runner that died between moving such a key and removing it leaves the rest to the next one', async () => {
  const { raw } = redis()
  await contracted()
  await raw.set('okx:positions:8', listOf(row('C')))
  await expect(runMigration(run({ connection: dying() }))).rejects.toThrow('killed')
  expect(await raw.exists('okx:positions:8', 'positions:8:okx:C:long')).toBe(2)
  expect(await runMigration(run())).toMatchObject({ removed: 1, refusals: { first: [] } })
  expect(await raw.exists('okx:positions:8', 'positions:8:okx:C:long')).toBe(1)
})

test('a key that came back and says the same in other words counts once, though a runner died before it removed it', async () => {
  const { raw } = redis()
  await contracted()
  const text = listOf(row('B'), row('A'))
  await raw.set('okx:positions:7', text)
  await expect(runMigration(run({ connection: dying() }))).rejects.toThrow('killed')
  expect(await runMigration(run())).toMatchObject({ removed: 1, refusals: { first: [] } })
  expect(await raw.hget(keys.state, 'removed')).toBe('1')
  expect(await restoreMigration(run())).toEqual({ restored: 1, expired: 0, conflicts: [], gone: 0 })
  expect(await raw.get('okx:positions:7')).toBe(text)
})

test('a restore after a runner that died so counts the key as back', async () => {
  const { raw } = redis()
  await contracted()
  await raw.set('okx:positions:7', listOf(row('B'), row('A')))
  await expect(runMigration(run({ connection: dying() }))).rejects.toThrow('killed')
  expect(await restoreMigration(run())).toEqual({ restored: 1, expired: 0, conflicts: [], gone: 0 })
})

test('what our bot opened and closed after contract stays closed, whatever an old key says of it', async () => {
  const { raw, connection } = redis()
  await raw.set('okx:positions:8', listOf(row('A')))
  await runMigration(run())
  const bot = await startBot(connection)
  await bot.write({ symbol: 'C', size: '3' })
  await bot.write({ symbol: 'C', size: '0' })
  await bot.watch.close()
  await raw.set(source, legacyText({ C: '3' }))
  const before = await snapshot(raw)
  expect((await runMigration(run())).refusals.first).toEqual([
    {
      key: source,
      kind: 'conflict',
      reason: 'the new layout knows of it by positions:realtime:7:okx:C-USDT-SWAP:long, and says otherwise',
    },
  ])
  expect(await snapshot(raw)).toEqual(before)
  await raw.del('positions:realtime:7:okx:C-USDT-SWAP:long')
  expect(await runMigration(run())).toMatchObject({ removed: 1, refusals: { first: [] } })
})

test('an old key that says closed of a position that stands does not close it', async () => {
  const { raw } = redis()
  await contracted()
  await raw.set('okx:positions:7:A', listOf(row('A', '0')))
  const before = await snapshot(raw)
  expect((await runMigration(run())).refusals.first).toEqual([
    {
      key: 'okx:positions:7:A',
      kind: 'conflict',
      reason: 'the new layout knows of it by positions:7:okx:A:long, and says otherwise',
    },
  ])
  expect(await snapshot(raw)).toEqual(before)
})

test('a key in conflict since the backfill keeps its reason after contract', async () => {
  const { raw } = redis()
  await raw.hset('positions:8:okx:C:long', 'quantity', '7')
  await raw.set('okx:positions:8', listOf(row('C')))
  const { refusals } = await runMigration(run({ until: 'cutover' }))
  expect(refusals.first).toContainEqual({
    key: 'okx:positions:8',
    kind: 'conflict',
    reason: 'positions:8:okx:C:long holds something that this migration did not write',
  })
  expect((await runMigration(run())).refusals).toEqual(refusals)
  expect((await runMigration(run())).refusals).toEqual(refusals)
})

test('an old key beside what our bot holds in the same account is left with the reason of the move', async () => {
  const { raw, connection } = redis()
  await raw.set('okx:positions:8', listOf(row('A')))
  await runMigration(run())
  const bot = await startBot(connection)
  await bot.write({ symbol: 'D', size: '1' })
  await bot.watch.close()
  await raw.set(source, legacyText({ C: '3' }))
  expect((await runMigration(run())).refusals.first).toEqual([
    {
      key: source,
      kind: 'conflict',
      reason: 'positions:index:7:okx holds the foreign member D-USDT-SWAP:long',
    },
  ])
})

test('an old key that is removed once more has one backup, which a restore finds', async () => {
  const { raw } = redis()
  await contracted()
  for (const text of [listOf(row('A'), row('B')), listOf(row('B'), row('A'))]) {
    await raw.set('okx:positions:7', text)
    expect(await runMigration(run())).toMatchObject({ moved: 1, removed: 1 })
  }
  expect(await restoreMigration(run())).toEqual({ restored: 1, expired: 0, conflicts: [], gone: 0 })
})

test('the backup of a key that somebody deleted counts among those that a restore looks for', async () => {
  const { raw } = redis()
  await raw.mset('okx:positions:7', listOf(row('A')), 'okx:positions:8', listOf(row('C')))
  await runMigration(run({ until: 'cutover' }))
  await raw.del('okx:positions:7')
  expect(await runMigration(run())).toMatchObject({ removed: 2 })
  await raw.del(keys.backupOf('okx:positions:8'))
  expect(await restoreMigration(run())).toEqual({ restored: 1, expired: 0, conflicts: [], gone: 1 })
})

test('whose each member of an index is goes with the backups, also where an old key came later', async () => {
  const { raw } = redis()
  await contracted()
  await raw.set('okx:positions:8', listOf(row('C')))
  await runMigration(run())
  const until = Number(await raw.hget(keys.state, 'backupsUntil'))
  const ends = async (user: string): Promise<number> =>
    await raw.pexpiretime(keys.membersOf(`positions:index:${user}:okx`))
  expect([await ends('7'), await ends('8')]).toEqual([until, until])
})

test('the audit tells of old keys that came later, whether they went or are left', async () => {
  const { raw, connection } = redis()
  await contracted()
  await raw.set('okx:positions:7', '[]')
  await runMigration(run())
  await raw.mset('okx:positions:7', listOf(row('A'), row('B')), 'okx:positions:8', listOf(row('C')))
  await runMigration(run())
  const lines = await migrationAudit(connection, gridPositions.id, systemClock)
  expect(lines.filter((line) => line.includes('strays')).map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { event: 'strays', moved: 0, removed: 0, left: 1 },
    { event: 'strays', moved: 1, removed: 1, left: 0 },
  ])
})
