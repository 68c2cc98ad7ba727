import { clientOrderId, type OrderStatus } from '@tradingboost/domain'
import { anOrder } from '@tradingboost/testkit'
import { createGridOrderStore, type GridOrderStore, type StoredOrder } from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { migrations } from '@tradingboost/layout-migrations'
import { restoreMigration, rollbackMigration, runMigration, type RunRequest } from '../src/index.ts'
import { interrupted } from './bot-account.ts'
import { aRun } from './run-request.ts'
import { useRedis } from './use-redis.ts'
import { useWatched, type Watched } from './use-watched.ts'

const redis = useRedis()
const watched = useWatched(redis)
const placedLevels = migrations.find(({ id }) => id === '0002-order-placed-prefix')!
const scope = { userId: '7', exchange: 'okx', symbol: 'XRP-USDT-SWAP' } as const
const old = 'okx:user:7:symbol:XRP-USDT-SWAP:order_placed'
const ours = `orders:${old}`
const saved = `migrate-saved:${placedLevels.id}`
/** A run that the bot follows at each of its words, so that no test waits for it. */
const run = ({ watch }: Pick<Bot, 'watch'>, overrides: Partial<RunRequest> = {}): RunRequest => {
  const { connection } = interrupted(redis().connection, async () => await watch.refresh())
  return aRun(redis(), { migration: placedLevels, connection, instancesWithinMs: 10_000, ...overrides })
}

interface Bot extends Watched {
  readonly store: GridOrderStore
}

async function aBot(): Promise<Bot> {
  const bot = await watched('grid-1')
  return { ...bot, store: createGridOrderStore(bot.connection, scope, undefined, bot.watch) }
}

function orderAt(level: number, revision: number, status: OrderStatus = 'accepted'): StoredOrder {
  const order = anOrder({ clientOrderId: clientOrderId(`grid-${level}`), price: 0.5 + level / 100, status })
  return { order: { ...order, revision }, botId: 'grid-1', leg: `b${level}`, level, userId: '7', exchange: 'okx' }
}

const levels = async (key: string): Promise<Readonly<Record<string, string>>> => await redis().raw.hgetall(key)

test('without a migration only the new name is written', async () => {
  const { store } = await aBot()
  await store.place(5, orderAt(5, 1))
  expect([await levels(ours), await levels(old)]).toEqual([{ 5: '1' }, {}])
})

test('through every phase rungs are taken and freed under both names, and an older revision changes neither', async () => {
  const { raw } = redis()
  const bot = await aBot()
  const { store, refused } = bot
  await raw.hset(old, { 3: '0', 9: 'true' })
  await raw.pexpire(old, 890_000)
  for (const [at, until] of (['expand', 'backfill', 'verify', 'cutover'] as const).entries()) {
    await runMigration(run(bot, { until }))
    await store.place(10 + at, orderAt(10 + at, 2))
    await store.release(9 + at, orderAt(9 + at, 3, 'canceled'))
    expect(await store.place(9 + at, orderAt(9 + at, 1))).toBe('stale')
    expect([until, await levels(old)]).toEqual([until, await levels(ours)])
  }
  expect(await levels(old)).toEqual({ 3: '0', 9: '0', 10: '0', 11: '0', 12: '0', 13: '1' })
  const report = await runMigration(run(bot))
  expect(report).toMatchObject({ phase: 'contract', removed: 1, refusals: { conflict: 0, refused: 0 } })
  await store.release(13, orderAt(13, 4, 'canceled'))
  expect([await raw.exists(old), (await levels(ours))[13]]).toEqual([0, '0'])
  expect(refused).toEqual([])
})

test('a batch in which one order is stale changes the same rungs under both names', async () => {
  const bot = await aBot()
  const { store } = bot
  await store.place(5, orderAt(5, 2))
  await runMigration(run(bot, { until: 'expand' }))
  const outcomes = await store.apply([
    { level: 5, order: orderAt(5, 1, 'canceled'), placed: false },
    { level: 6, order: orderAt(6, 1), placed: true },
  ])
  expect(outcomes).toEqual(['stale', 'saved'])
  expect([await levels(ours), await levels(old)]).toEqual([
    { 5: '1', 6: '1' },
    { 5: '1', 6: '1' },
  ])
})

test.each(['expand', 'verify', 'cutover'] as const)(
  'a rung saved as it stands already stays under both names from %s on: neither expires any more',
  async (until) => {
    const { raw } = redis()
    const bot = await aBot()
    await raw.hset(old, { 3: '1' })
    await raw.pexpire(old, 890_000)
    await runMigration(run(bot, { until }))
    expect(await bot.store.place(3, orderAt(3, 1))).toBe('saved')
    expect([await levels(old), await levels(ours)]).toEqual([{ 3: '1' }, { 3: '1' }])
    expect([await raw.pexpiretime(old), await raw.pexpiretime(ours)]).toEqual([-1, -1])
    expect(await runMigration(run(bot))).toMatchObject({ removed: 1, refusals: { first: [] } })
    expect([await raw.pexpiretime(ours), await levels(ours)]).toEqual([-1, { 3: '1' }])
  },
)

test('a rung saved once more, whose old hash a program of old gave a time since, lasts under both names', async () => {
  const { raw } = redis()
  const bot = await aBot()
  await runMigration(run(bot, { until: 'expand' }))
  await bot.store.place(3, orderAt(3, 1))
  await raw.pexpire(old, 890_000)
  await bot.store.place(3, orderAt(3, 2))
  expect([await raw.pexpiretime(old), await raw.pexpiretime(ours)]).toEqual([-1, -1])
})

test.each(['expand', 'off'] as const)(
  'a saved rung stands in %s also where the old hash says the same',
  async (phase) => {
    const { raw } = redis()
    const bot = await aBot()
    await raw.hset(old, { 3: '1' })
    await runMigration(run(bot, { until: 'expand' }))
    if (phase === 'off') await rollbackMigration(run(bot))
    expect(await raw.exists(ours)).toBe(0)
    expect(await bot.store.place(3, orderAt(3, 1))).toBe('saved')
    expect([await levels(old), await levels(ours)]).toEqual([{ 3: '1' }, { 3: '1' }])
  },
)

test('a batch of which all is stale makes no new hash, and leaves the old one its time', async () => {
  const { raw } = redis()
  const bot = await aBot()
  await bot.store.place(5, orderAt(5, 2))
  await raw.del(ours)
  await raw.hset(old, { 3: '1' })
  await raw.pexpire(old, 890_000)
  const till = await raw.pexpiretime(old)
  await runMigration(run(bot, { until: 'expand' }))
  expect(await bot.store.place(5, orderAt(5, 1))).toBe('stale')
  expect([await raw.exists(ours), await levels(old), await raw.pexpiretime(old)]).toEqual([0, { 3: '1' }, till])
})

test('what a reconciliation replaces is replaced under both names, down to nothing', async () => {
  const { raw } = redis()
  const bot = await aBot()
  const { store } = bot
  await raw.hset(old, { 3: '1', 9: 'true' })
  await runMigration(run(bot, { until: 'cutover' }))
  await store.replaceAll(new Map([[7, true]]), [orderAt(7, 1)])
  expect([await levels(ours), await levels(old)]).toEqual([{ 7: '1' }, { 7: '1' }])
  await store.replaceAll(new Map(), [])
  expect(await raw.exists(old, ours)).toBe(0)
})

test('a rung that a program of old takes meanwhile stays taken, and the two names that differ are reported', async () => {
  const { raw } = redis()
  const bot = await aBot()
  const { store } = bot
  await store.place(5, orderAt(5, 1))
  await runMigration(run(bot, { until: 'verify' }))
  await store.place(6, orderAt(6, 1))
  await raw.hset(old, { 1: 'true' })
  await store.place(7, orderAt(7, 1))
  expect([await levels(old), await levels(ours)]).toEqual([
    { 1: 'true', 5: '1', 6: '1', 7: '1' },
    { 5: '1', 6: '1', 7: '1' },
  ])
  const { refusals } = await runMigration(run(bot, { until: 'cutover' }))
  expect(refusals.first.map(({ key, kind }) => [key, kind])).toEqual([
    [old, 'conflict'],
    [ours, 'conflict'],
  ])
})

test.each([
  ['prices among the levels', ['hset', old, '64210.4', 'true'], /cannot be told in the new layout/],
  ['a list', ['rpush', old, 'x'], /it is a list, which no program is known to write there/],
  ['a text', ['set', old, 'x'], /it is a string where a hash belongs/],
] as const)('under an old name that holds %s nothing is written, and that is said', async (_what, command, reason) => {
  const { raw } = redis()
  const bot = await aBot()
  const { store, refused } = bot
  const [name, ...args] = command
  await raw.call(name, ...args)
  const before = await raw.dumpBuffer(old)
  await runMigration(run(bot, { until: 'expand' }))
  await store.place(5, orderAt(5, 1))
  expect([await levels(ours), refused]).toEqual([{ 5: '1' }, [expect.stringMatching(reason)]])
  expect(await raw.dumpBuffer(old)).toEqual(before)
})

test('a rollback leaves the rungs of a bot in both layouts, as it wrote them since the cut-over', async () => {
  const { raw } = redis()
  const bot = await aBot()
  const { store } = bot
  await raw.hset(old, { 3: '0' })
  await runMigration(run(bot, { until: 'cutover' }))
  for (let level = 10; level < 60; level += 1) await store.place(level, orderAt(level, 1))
  for (let level = 10; level < 60; level += 2) await store.release(level, orderAt(level, 2, 'filled'))
  const wanted = {
    3: '0',
    ...Object.fromEntries(Array.from({ length: 50 }, (_, at) => [at + 10, at % 2 === 0 ? '0' : '1'])),
  }
  expect(await rollbackMigration(run(bot))).toMatchObject({ kept: [] })
  expect([await levels(old), await levels(ours)]).toEqual([wanted, wanted])
})

test.each(['verify', 'cutover'] as const)(
  'a rung that a bot saves as it was moved stays in its layout when the migration is rolled back from %s, and only that',
  async (until) => {
    const { raw } = redis()
    const bot = await aBot()
    await raw.hset(old, { 3: '1' })
    await raw.hset(old.replace('XRP', 'DOT'), { 4: '1' })
    await runMigration(run(bot, { until }))
    expect(await bot.store.place(3, orderAt(3, 1))).toBe('saved')
    expect(await rollbackMigration(run(bot))).toMatchObject({ kept: [] })
    expect([await levels(old), await levels(ours)]).toEqual([{ 3: '1' }, { 3: '1' }])
    expect(await bot.store.load()).toMatchObject({ placed: new Map([[3, true]]), index: new Set(['grid-3']) })
    expect(await raw.exists(ours.replace('XRP', 'DOT'))).toBe(0)
  },
)

test('a rung of a bot stays in its layout though a program of old changed another one last', async () => {
  const { raw } = redis()
  const bot = await aBot()
  await raw.hset(old, { 3: '1' })
  await runMigration(run(bot, { until: 'expand' }))
  await bot.store.place(5, orderAt(5, 1))
  await runMigration(run(bot, { until: 'verify' }))
  await raw.hset(old, { 6: '1' })
  await runMigration(run(bot, { until: 'cutover' }))
  await rollbackMigration(run(bot))
  expect(await levels(ours)).toEqual({ 3: '1', 5: '1', 6: '1' })
})

test('a rung saved as it was moved at any moment of a rollback stays', async () => {
  const { raw } = redis()
  for (let before = 1, words = before; before <= words; before += 1) {
    await raw.flushall()
    const bot = await aBot()
    await raw.hset(old, { 3: '1' })
    await runMigration(run(bot, { until: 'cutover' }))
    const runner = interrupted(redis().connection, async (word) => {
      await bot.watch.refresh()
      if (word === before) await bot.store.place(3, orderAt(3, 1))
    })
    await rollbackMigration(run(bot, { connection: runner.connection }))
    words = runner.words()
    expect([before, await levels(old), await levels(ours)]).toEqual([before, { 3: '1' }, { 3: '1' }])
    await bot.watch.close()
  }
})

test('a rung saved as it was moved stays though a rollback stops at any moment, and the migration begins anew and goes back', async () => {
  const { raw } = redis()
  let before = 0
  for (let isDead = true; isDead; before += 1) {
    await raw.flushall()
    const bot = await aBot()
    await raw.hset(old, { 3: '1' })
    await runMigration(run(bot, { until: 'cutover' }))
    await bot.store.place(3, orderAt(3, 1))
    const runner = interrupted(redis().connection, async (word) => {
      await bot.watch.refresh()
      if (word > before) throw new Error('the runner died')
    })
    const [ended] = await Promise.allSettled([rollbackMigration(run(bot, { connection: runner.connection }))])
    isDead = ended.status === 'rejected'
    await raw.del(`migrate:${placedLevels.id}:runner`)
    await rollbackMigration(run(bot))
    await runMigration(run(bot, { until: 'cutover' }))
    await rollbackMigration(run(bot))
    expect([before, await levels(old), await levels(ours)]).toEqual([before, { 3: '1' }, { 3: '1' }])
    await bot.watch.close()
  }
  expect(before).toBeGreaterThan(10)
})

test('what a bot wrote during an earlier migration is not kept by a later one that moved it anew', async () => {
  const { raw } = redis()
  const bot = await aBot()
  await raw.hset(old, { 3: '1' })
  await runMigration(run(bot, { until: 'cutover' }))
  await bot.store.place(3, orderAt(3, 1))
  await rollbackMigration(run(bot))
  await bot.store.replaceAll(new Map(), [])
  await raw.hset(old, { 3: '1' })
  await runMigration(run(bot, { until: 'cutover' }))
  await rollbackMigration(run(bot))
  expect([await levels(old), await levels(ours)]).toEqual([{ 3: '1' }, {}])
})

test('a hash that a bot emptied is recorded as removed', async () => {
  const { raw } = redis()
  const bot = await aBot()
  await runMigration(run(bot, { until: 'expand' }))
  await bot.store.place(5, orderAt(5, 1))
  expect(await raw.hgetall(saved)).toEqual({ [ours]: '1' })
  await bot.store.replaceAll(new Map(), [])
  expect(await raw.hgetall(saved)).toEqual({ [ours]: '0' })
})

test('what a program of old writes after a bot emptied the hash goes with a rollback', async () => {
  const { raw } = redis()
  const bot = await aBot()
  await runMigration(run(bot, { until: 'expand' }))
  await bot.store.replaceAll(new Map(), [])
  await raw.hset(old, { 3: '1' })
  await runMigration(run(bot, { until: 'cutover' }))
  await rollbackMigration(run(bot))
  expect([await levels(old), await levels(ours)]).toEqual([{ 3: '1' }, {}])
})

test('what is moved to where a saved hash stood that somebody deleted goes with a rollback', async () => {
  const { raw } = redis()
  const bot = await aBot()
  await runMigration(run(bot, { until: 'expand' }))
  await bot.store.place(5, orderAt(5, 1))
  await raw.del(old, ours)
  await raw.hset(old, { 3: '1' })
  await runMigration(run(bot, { until: 'cutover' }))
  await rollbackMigration(run(bot))
  expect([await levels(old), await levels(ours)]).toEqual([{ 3: '1' }, {}])
})

test('what bots saved is noted beside their heartbeats from expand on, and neither kept nor noted after a rollback', async () => {
  const { raw } = redis()
  const bot = await aBot()
  await runMigration(run(bot, { until: 'expand' }))
  await bot.store.place(5, orderAt(5, 1))
  expect(await raw.hkeys(`migrate-instances:${placedLevels.id}`)).toEqual(
    expect.arrayContaining(['phase', 'exchange', 'i grid-1', 'spares']),
  )
  expect([await raw.hlen(`migrate-instances:${placedLevels.id}`), await raw.hlen(saved)]).toEqual([4, 1])
  await rollbackMigration(run(bot))
  expect(await raw.exists(saved)).toBe(0)
  await bot.store.place(6, orderAt(6, 1))
  expect(await raw.exists(saved)).toBe(0)
})

test('what bots saved is known after contract for as long as the backups, and no more after a restore', async () => {
  const { raw } = redis()
  const bot = await aBot()
  await raw.hset(old, { 3: '1' })
  await runMigration(run(bot, { until: 'cutover' }))
  await bot.store.place(3, orderAt(3, 1))
  expect(await raw.pexpiretime(saved)).toBe(-1)
  await runMigration(run(bot))
  const until = Number(await raw.hget(`migrate:${placedLevels.id}:state`, 'backupsUntil'))
  expect([until > 0, await raw.pexpiretime(saved)]).toEqual([true, until])
  await restoreMigration(run(bot))
  expect(await raw.exists(saved)).toBe(0)
})

test('a rung that a bot saved as it was moved before contract stays in its layout when the old keys are restored', async () => {
  const { raw } = redis()
  const bot = await aBot()
  await raw.hset(old, { 3: '1' })
  await runMigration(run(bot, { until: 'cutover' }))
  await bot.store.place(3, orderAt(3, 1))
  await runMigration(run(bot))
  expect(await restoreMigration(run(bot))).toEqual({ restored: 1, expired: 0, conflicts: [], gone: 0 })
  expect([await levels(old), await levels(ours)]).toEqual([{ 3: '1' }, { 3: '1' }])
})

test('a rung that a bot saved after contract, and that lasts since, is no longer what was moved: a restore leaves it', async () => {
  const { raw } = redis()
  const bot = await aBot()
  await raw.hset(old, { 3: '1' })
  await raw.pexpire(old, 890_000)
  await runMigration(run(bot))
  await bot.store.place(3, orderAt(3, 1))
  const conflicts = [`${old}: ${ours} was written since`]
  expect(await restoreMigration(run(bot))).toEqual({ restored: 0, expired: 0, conflicts, gone: 0 })
  expect(await restoreMigration({ ...run(bot), force: true })).toMatchObject({ restored: 1, conflicts: [] })
  expect([await levels(old), await levels(ours), await raw.pttl(ours)]).toEqual([{ 3: '1' }, { 3: '1' }, -1])
})
