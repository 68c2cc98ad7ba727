import { createTradingCache, type TradingCache } from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { migrations } from '@tradingboost/layout-migrations'
import { rollbackMigration, runMigration, type RunRequest } from '../src/index.ts'
import { interrupted } from './bot-account.ts'
import { aRun } from './run-request.ts'
import { useRedis } from './use-redis.ts'
import { useWatched, type Watched } from './use-watched.ts'

const redis = useRedis()
const watched = useWatched(redis)
const cachedPositions = migrations.find(({ id }) => id === '0001-position-cache')!
const symbol = 'BTC-USDT-SWAP'
const withoutSide = `position:7:${symbol}`
const oldOf = (side: string): string => `user:7:position:${symbol}:${side}`
const oursOf = (side: string, exchange = 'okx'): string => `position:7:${exchange}:${symbol}:${side}`
const long = { side: 'long', size: 2 }
const short = { side: 'short', size: 3 }
interface Program extends Watched {
  readonly cache: TradingCache
}

async function aProgram(): Promise<Program> {
  const program = await watched('bot-1')
  return { ...program, cache: createTradingCache(program.connection, program.watch) }
}

/** A run that the program follows at each of its words, so that no test waits for it. */
const run = ({ watch }: Pick<Program, 'watch'>, overrides: Partial<RunRequest> = {}): RunRequest => {
  const { connection } = interrupted(redis().connection, async () => await watch.refresh())
  return aRun(redis(), { migration: cachedPositions, connection, instancesWithinMs: 10_000, ...overrides })
}

const text = async (key: string): Promise<string | null> => await redis().raw.get(key)
const ends = async (...keys: string[]): Promise<readonly number[]> =>
  await Promise.all(keys.map((key) => redis().raw.pexpiretime(key)))

test('without a migration only the new name is written', async () => {
  const { cache } = await aProgram()
  await cache.setPosition('7', symbol, 'long', long)
  expect(await redis().raw.keys('*position:*')).toEqual([oursOf('long')])
})

test('through every phase a copy is written, and ends, under the old names too', async () => {
  const program = await aProgram()
  const { cache, refused } = program
  for (const [at, until] of (['expand', 'backfill', 'verify', 'cutover'] as const).entries()) {
    await runMigration(run(program, { until }))
    await cache.setPosition('7', symbol, 'long', { ...long, at })
    const wanted = JSON.stringify({ ...long, at })
    expect([until, await text(oursOf('long')), await text(oldOf('long')), await text(withoutSide)]).toEqual([
      until,
      wanted,
      wanted,
      wanted,
    ])
    const [ours = 0, ...old] = await ends(oursOf('long'), oldOf('long'), withoutSide)
    // Within a script too the clock of the server goes on.
    expect(old.map((end) => Math.abs(end - ours) < 1_000)).toEqual([true, true])
  }
  const report = await runMigration(run(program))
  expect(report).toMatchObject({ phase: 'contract', removed: 2, refusals: { conflict: 0, refused: 0 } })
  await cache.setPosition('7', symbol, 'long', long)
  expect(await redis().raw.exists(oldOf('long'), withoutSide)).toBe(0)
  expect([await cache.getPosition('7', symbol, 'long'), refused]).toEqual([long, []])
})

test('a net position is written and removed under its own name in every phase, for no legacy name spells that side', async () => {
  const program = await aProgram()
  const { cache } = program
  const net = { posSide: 'net', pos: '-1.5' }
  for (const until of ['expand', 'backfill', 'verify', 'cutover'] as const) {
    await runMigration(run(program, { until }))
    await cache.setPosition('7', symbol, 'net', net)
    expect([until, await cache.getPosition('7', symbol, 'net')]).toEqual([until, net])
    expect([until, await redis().raw.keys('*position:*')]).toEqual([until, [oursOf('net')]])
    expect([until, await cache.removePosition('7', symbol, 'net')]).toEqual([until, true])
  }
  await cache.setPosition('7', symbol, 'net', net)
  await rollbackMigration(run(program))
  expect(await cache.getPosition('7', symbol, 'net')).toEqual(net)
})

test.each(['verify', 'cutover'] as const)('what is removed at %s is removed under the old names too', async (until) => {
  const { raw } = redis()
  const program = await aProgram()
  const { cache } = program
  await raw.set(oldOf('long'), '{"size":1}', 'PX', 200_000)
  await runMigration(run(program, { until }))
  await cache.setPosition('7', symbol, 'long', long)
  expect(await cache.removePosition('7', symbol, 'long')).toBe(true)
  expect(await cache.removePosition('7', symbol, 'long')).toBe(false)
  expect(await raw.exists(oldOf('long'), withoutSide, oursOf('long'))).toBe(0)
})

test('the name without a side goes on saying the side that it holds, with the time of that one', async () => {
  const { raw } = redis()
  const program = await aProgram()
  const { cache } = program
  await runMigration(run(program, { until: 'cutover' }))
  await cache.setPosition('7', symbol, 'short', short)
  await raw.pexpire(oursOf('short'), 100_000)
  await raw.pexpire(withoutSide, 100_000)
  const [before] = await ends(withoutSide)
  await cache.setPosition('7', symbol, 'long', long)
  expect([await text(withoutSide), await ends(withoutSide)]).toEqual([JSON.stringify(short), [before]])
  expect(await text(oldOf('long'))).toBe(JSON.stringify(long))
  await cache.removePosition('7', symbol, 'short')
  const [ours, old] = await ends(oursOf('long'), withoutSide)
  expect([await text(withoutSide), Math.abs((ours ?? 0) - (old ?? -1)) < 1_000]).toEqual([JSON.stringify(long), true])
})

test('a position of another exchange than the run is about has no old name', async () => {
  const program = await aProgram()
  await runMigration(run(program, { until: 'cutover' }))
  await program.cache.setPosition('7', symbol, 'long', long, 'bybit')
  expect(await redis().raw.keys('*position:*')).toEqual([oursOf('long', 'bybit')])
})

test('while a run takes the old names for another exchange nothing is written there', async () => {
  const { raw } = redis()
  const program = await aProgram()
  await raw.set(oldOf('long'), '{"size":1}', 'PX', 200_000)
  await runMigration(run(program, { until: 'cutover', options: { exchange: 'bybit' } }))
  await program.cache.setPosition('7', symbol, 'long', long)
  await program.cache.setPosition('7', symbol, 'short', short, 'bybit')
  expect([await text(oldOf('long')), await raw.exists(oldOf('short'), withoutSide)]).toEqual(['{"size":1}', 0])
  expect([await text(oursOf('long')), await text(oursOf('long', 'bybit'))]).toEqual([
    JSON.stringify(long),
    '{"size":1}',
  ])
  expect(await rollbackMigration(run(program))).toMatchObject({ kept: [] })
  expect([await text(oldOf('long')), await text(oldOf('short'))]).toEqual(['{"size":1}', JSON.stringify(short)])
})

test.each(['verify', 'cutover'] as const)(
  'live state and look-alikes under an old name are never touched at %s',
  async (until) => {
    const { raw } = redis()
    const program = await aProgram()
    const { cache, refused } = program
    await raw.hset(oldOf('long'), 'entry_price', '1')
    await raw.set(withoutSide, JSON.stringify(long))
    await raw.rpush(oldOf('short'), 'x')
    const before = await Promise.all([oldOf('long'), withoutSide, oldOf('short')].map((key) => raw.dumpBuffer(key)))
    await runMigration(run(program, { until }))
    await cache.setPosition('7', symbol, 'long', { ...long, size: 9 })
    await cache.setPosition('7', symbol, 'short', short)
    await cache.removePosition('7', symbol, 'long')
    expect(await Promise.all([oldOf('long'), withoutSide, oldOf('short')].map((key) => raw.dumpBuffer(key)))).toEqual(
      before,
    )
    expect(await raw.pttl(withoutSide)).toBe(-1)
    expect(await cache.getPosition('7', symbol, 'short')).toEqual(short)
    expect(new Set(refused.map((line) => line.replace(/: (?:it|what) .*/, '')))).toEqual(
      new Set([oldOf('long'), withoutSide, oldOf('short')]),
    )
  },
)

test('a rollback leaves under the old names what was written since the cut-over', async () => {
  const { raw } = redis()
  const program = await aProgram()
  await raw.set(oldOf('short'), '{"size":1}', 'PX', 200_000)
  await runMigration(run(program, { until: 'cutover' }))
  const users = Array.from({ length: 100 }, (_, at) => `u${at}`)
  for (const user of users) await program.cache.setPosition(user, symbol, 'short', { ...short, user })
  expect(await rollbackMigration(run(program))).toMatchObject({ kept: [] })
  const found = await raw.mget(users.map((user) => `user:${user}:position:${symbol}:short`))
  expect(found).toEqual(users.map((user) => JSON.stringify({ ...short, user })))
  expect(await text(oldOf('short'))).toBe('{"size":1}')
})
