import { beforeAll, expect, test } from 'vitest'
import { gridPositions } from '@tradingboost/layout-migrations'
import { restoreMigration, rollbackMigration, runMigration } from '../src/index.ts'
import { interrupted, legacyText, readAccount, source, startBot, type Sizes, type Write } from './bot-account.ts'
import { aRun } from './run-request.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()

/** Every key as it stands right after M was moved and cut over, and a bot opened A and B. */
let cutOver: readonly (readonly [key: string, dump: Buffer])[] = []

beforeAll(async () => {
  const { raw, connection } = redis()
  await raw.set(source, legacyText({ M: '5' }))
  await runMigration(aRun(redis(), { migration: gridPositions, until: 'cutover' }))
  const bot = await startBot(connection)
  await bot.write({ symbol: 'A', size: '1' })
  await bot.write({ symbol: 'B', size: '2' })
  await bot.watch.close()
  const keys = await raw.keys('*')
  cutOver = await Promise.all(keys.map(async (key) => [key, (await raw.dumpBuffer(key)) ?? Buffer.alloc(0)] as const))
})

interface Afterwards {
  readonly legacy: Sizes
  readonly ours: Sizes
  /** How many words the runner had for Redis. */
  readonly words: number
}

/** Rolls back; the bot writes before the runner's word of this number. */
async function goBack(write?: Write, before = 0): Promise<Afterwards> {
  const { raw, connection } = redis()
  await raw.flushall()
  await Promise.all(cutOver.map(([key, dump]) => raw.restore(key, 0, dump)))
  const bot = await startBot(connection)
  await bot.write({ symbol: 'A', size: '1' })
  await bot.write({ symbol: 'A', size: '1' })
  const runner = interrupted(connection, async (word) => {
    await bot.watch.refresh()
    if (write !== undefined && word === before) await bot.write(write)
  })
  await rollbackMigration(aRun(redis(), { migration: gridPositions, connection: runner.connection }))
  const said = await readAccount(raw, bot.store)
  await bot.watch.close()
  return { ...said, words: runner.words() }
}

test('without a write the old layout says everything, and what only the migration made is gone from the new one', async () => {
  expect(await goBack()).toMatchObject({ legacy: { M: '5', A: '1', B: '2' }, ours: { A: '1', B: '2' } })
})

test.each<{ readonly what: string; readonly write: Write; readonly legacy: Sizes; readonly ours: Sizes }>([
  {
    what: 'opens a position',
    write: { symbol: 'C', size: '3' },
    legacy: { M: '5', A: '1', B: '2', C: '3' },
    ours: { A: '1', B: '2', C: '3' },
  },
  {
    what: 'changes one of its own',
    write: { symbol: 'A', size: '4' },
    legacy: { M: '5', A: '4', B: '2' },
    ours: { A: '4', B: '2' },
  },
  {
    what: 'closes one of its own',
    write: { symbol: 'B', size: '0' },
    legacy: { M: '5', A: '1' },
    ours: { A: '1' },
  },
  {
    what: 'changes one that was moved',
    write: { symbol: 'M', size: '6' },
    legacy: { M: '6', A: '1', B: '2' },
    ours: { M: '6', A: '1', B: '2' },
  },
  {
    what: 'closes one that was moved',
    write: { symbol: 'M', size: '0' },
    legacy: { A: '1', B: '2' },
    ours: { A: '1', B: '2' },
  },
])('a bot $what at any moment of a rollback: both layouts say so afterwards', async ({ write, legacy, ours }) => {
  const { words } = await goBack()
  expect(words).toBeGreaterThan(30)
  for (let before = 1; before <= words; before += 1) {
    const { words: _words, ...said } = await goBack(write, before)
    expect({ before, ...said }).toEqual({ before, legacy, ours })
  }
})

test('a restore by force leaves what a bot wrote since in its index', async () => {
  const { raw, connection } = redis()
  await raw.set(source, legacyText({ M: '5', N: '6' }))
  await runMigration(aRun(redis(), { migration: gridPositions }))
  const bot = await startBot(connection)
  await bot.write({ symbol: 'M', size: '7' })
  expect((await readAccount(raw, bot.store)).ours).toEqual({ M: '7', N: '6' })
  await restoreMigration({ ...aRun(redis(), { migration: gridPositions }), force: true })
  expect(await readAccount(raw, bot.store)).toEqual({ legacy: { M: '5', N: '6' }, ours: { M: '7' } })
  await bot.watch.close()
})
