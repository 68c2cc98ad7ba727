import { expect, test } from 'vitest'
import { gridPositions } from '@tradingboost/layout-migrations'
import { runMigration, type Phase } from '../src/index.ts'
import { interrupted, legacyText, readAccount, source, startBot, type Sizes, type Write } from './bot-account.ts'
import { aRun } from './run-request.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()

interface Afterwards {
  readonly legacy: Sizes
  readonly ours: Sizes
  /** Keys that were left, with the reason. */
  readonly left: readonly string[]
  /** How many words the runner had for Redis. */
  readonly words: number
}

/**
 * Moves M of a program of old while a bot holds A and B since before the migration; the bot writes before the runner's
 * word of this number.
 */
async function run(until: Phase, write?: Write, before = 0): Promise<Afterwards> {
  const { raw, connection } = redis()
  await raw.flushall()
  await raw.set(source, legacyText({ M: '5' }))
  const bot = await startBot(connection)
  await bot.write({ symbol: 'A', size: '1' })
  await bot.write({ symbol: 'B', size: '2' })
  const runner = interrupted(connection, async (word) => {
    await bot.watch.refresh()
    if (write !== undefined && word === before) await bot.write(write)
  })
  const { refusals } = await runMigration(
    aRun(redis(), { migration: gridPositions, connection: runner.connection, until, instancesWithinMs: 10_000 }),
  )
  const said = await readAccount(raw, bot.store)
  await bot.watch.close()
  return { ...said, words: runner.words(), left: refusals.first.map(({ key, reason }) => `${key}: ${reason}`) }
}

/** What the account holds once M was moved and the bot has written. */
function everything({ symbol, size }: Write): Sizes {
  const all = { M: '5', A: '1', B: '2', [symbol]: size }
  return Object.fromEntries(Object.entries(all).filter(([, held]) => held !== '0'))
}

const writes: readonly { readonly what: string; readonly write: Write }[] = [
  { what: 'opens a position', write: { symbol: 'C', size: '3' } },
  { what: 'changes one of its own', write: { symbol: 'A', size: '4' } },
  { what: 'closes one of its own', write: { symbol: 'B', size: '0' } },
  { what: 'changes one of the program of old', write: { symbol: 'M', size: '6' } },
  { what: 'closes one of the program of old', write: { symbol: 'M', size: '0' } },
]

const legacyAfter = (until: Phase, all: Sizes): object =>
  until === 'cutover' ? { legacy: all, stands: true } : { stands: false }

/** Runs with a write before each word of the runner in turn; returns how often everything was moved. */
async function runAtEachWord(until: Phase, write: Write): Promise<number> {
  const all = everything(write)
  const { M: _ofOld, ...own } = all
  let moved = 0
  for (let before = 1; ; before += 1) {
    const { legacy, ours, left, words } = await run(until, write, before)
    if (before > words) return moved
    const isMoved = left.length === 0
    const said = {
      before,
      left,
      legacy,
      ours,
      held: Object.keys(ours).length,
      stands: Object.keys(legacy).length > 0,
      together: { ...legacy, ...ours },
    }
    // A source that was left stands, and with the new layout it says everything.
    const wanted = isMoved
      ? { before, left, ours: all, held: Object.keys(all).length, ...legacyAfter(until, all) }
      : { before, left, ours: own, stands: true, together: all }
    expect(said).toMatchObject(wanted)
    moved += isMoved ? 1 : 0
  }
}

test.each(writes)(
  'a bot $what at any moment of a run: nothing is lost, and only what is so is reported',
  async ({ write }) => {
    expect(await runAtEachWord('contract', write)).toBeGreaterThan(20)
  },
  60_000,
)

test.each(writes.slice(0, 2))(
  'a bot $what at any moment before a cut-over: both layouts say so',
  async ({ write }) => {
    expect(await runAtEachWord('cutover', write)).toBeGreaterThan(20)
  },
  60_000,
)

test('of keys that their sources do not say, every one is on record, and the report names the first', async () => {
  const { raw, connection } = redis()
  await raw.set(source, legacyText({ M: '5' }))
  await runMigration(aRun(redis(), { migration: gridPositions, until: 'backfill' }))
  const fields = { userId: '7', exchange: 'okx', side: 'long', quantity: '1', revision: '1' }
  for (let at = 0; at < 120; at += 1) {
    await raw.hset(`positions:7:okx:C${at}-USDT-SWAP:long`, { ...fields, symbol: `C${at}-USDT-SWAP` })
  }
  const report = await runMigration(aRun(redis(), { migration: gridPositions, connection, until: 'cutover' }))
  expect(report.verify?.unexplained).toHaveLength(100)
  expect(report.refusals.conflict).toBe(120)
})
