import { clientOrderId, systemClock } from '@tradingboost/domain'
import { anOrder } from '@tradingboost/testkit'
import {
  createGridOrderStore,
  createTradingCache,
  watchLayouts,
  type GridOrderStore,
  type StoredOrder,
  type TradingCache,
} from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { migrations, oldLayoutOf, type Migration } from '@tradingboost/layout-migrations'
import { rollbackMigration, runMigration } from '../src/index.ts'
import { interrupted } from './bot-account.ts'
import { aRun } from './run-request.ts'
import { snapshot, useRedis } from './use-redis.ts'

const redis = useRedis()
const [cachedPositions, placedLevels] = migrations as readonly [Migration, Migration]
const scope = { userId: '7', exchange: 'okx', symbol: 'A' } as const
const oldRungs = 'okx:user:7:symbol:A:order_placed'
const hour = 3_600_000

interface Stores {
  readonly rungs: GridOrderStore
  readonly cache: TradingCache
}

interface Walk {
  readonly migration: Migration
  /** What a program of old left. */
  readonly fill: () => Promise<unknown>
  /** What a program of ours does at some moment. */
  readonly write: (stores: Stores) => Promise<unknown>
}

/** Keys and what they hold, without times. */
type Standing = Readonly<Record<string, unknown>>

interface Afterwards {
  /** What stood at the cut-over, and stands in the end. */
  readonly atCutOver: Standing
  readonly standing: Standing
  readonly left: readonly string[]
  /** How many words the runner had for Redis until the cut-over, and in all. */
  readonly toCutOver: number
  readonly words: number
}

type Way = 'contract' | 'back'

/** Goes the way while a program of ours writes before the runner's word of this number. */
async function go(way: Way, { migration, fill, write }: Walk, before: number): Promise<Afterwards> {
  const { raw, connection } = redis()
  await raw.flushall()
  await fill()
  const layouts = [oldLayoutOf(migration, { exchange: 'okx' })]
  const watch = await watchLayouts({ connection, clock: systemClock, layouts, instanceId: 'bot-1' })
  const stores = {
    rungs: createGridOrderStore(connection, scope, undefined, watch),
    cache: createTradingCache(connection, watch),
  }
  // What was written before there was a migration is no matter of a dual write.
  const follow = interrupted(connection, async () => await watch.refresh())
  await runMigration(aRun(redis(), { migration, connection: follow.connection, until: 'expand' }))
  const runner = interrupted(connection, async (word) => {
    await watch.refresh()
    if (word === before) await write(stores)
  })
  const request = aRun(redis(), { migration, connection: runner.connection, instancesWithinMs: 10_000 })
  const { refusals } = await runMigration({ ...request, until: 'cutover' })
  const [toCutOver, atCutOver] = [runner.words(), await standing()]
  const last = way === 'contract' ? await runMigration(request) : await rollbackMigration(request)
  await watch.close()
  const left = ('refusals' in last ? last.refusals : refusals).first.map(({ key, reason }) => `${key}: ${reason}`)
  const kept = 'kept' in last ? last.kept : []
  return { atCutOver, standing: await standing(), left: [...left, ...kept], toCutOver, words: runner.words() }
}

async function standing(): Promise<Standing> {
  const found = await snapshot(redis().raw, /^(?!.*(?:position:|order_placed$))|^migrate/)
  return Object.fromEntries(
    Object.entries(found).map(([key, value]) => {
      const { expiresAt: _expiresAt, ...content } = value as Record<string, unknown>
      return [key, Object.values(content)[0]]
    }),
  )
}

/** Goes there for good once for each word of the runner: the same has to stand at the cut-over, and in the end. */
async function goThere(walk: Walk, both: Standing, alone: Standing): Promise<number> {
  for (let before = 1; ; before += 1) {
    const { atCutOver, standing: end, left, toCutOver, words } = await go('contract', walk, before)
    if (before > words) return before
    const wanted = before > toCutOver ? atCutOver : both
    expect({ before, left, atCutOver, end }).toEqual({ before, left: [], atCutOver: wanted, end: alone })
  }
}

/** Goes there and back once for each word of the way back: what is ours may stay or go, the old layout is what is read. */
async function goBack(walk: Walk, old: Standing): Promise<number> {
  const { toCutOver } = await go('back', walk, 0)
  for (let before = toCutOver + 1; ; before += 1) {
    const { standing: end, left, words } = await go('back', walk, before)
    if (before > words) return before - toCutOver
    const ofOld = Object.fromEntries(Object.entries(end).filter(([key]) => /^okx:|^user:|^position:7:A$/.test(key)))
    expect({ before, left, ofOld }).toEqual({ before, left: [], ofOld: old })
  }
}

function orderAt(level: number): StoredOrder {
  const order = anOrder({ symbol: 'A', clientOrderId: clientOrderId(`grid-${level}`), price: 1 })
  return { order, botId: 'grid-1', leg: `b${level}`, level, userId: '7', exchange: 'okx' }
}

const fillRungs = async (): Promise<unknown> => await redis().raw.hset(oldRungs, { 3: '0', 9: 'true' })
const rungWalks = [
  {
    what: 'takes a rung',
    write: ({ rungs }: Stores) => rungs.place(5, orderAt(5)),
    rungs: { 3: '0', 5: '1', 9: 'true' },
  },
  {
    what: 'makes its rungs those of the exchange',
    write: ({ rungs }: Stores) => rungs.replaceAll(new Map([[5, true]]), [orderAt(5)]),
    rungs: { 5: '1' },
  },
] as const

test.each(rungWalks)(
  'a bot $what at any moment of a run: it is so wherever it is read in the end',
  async ({ write, rungs }) => {
    const walk = { migration: placedLevels, fill: fillRungs, write }
    const both = { [oldRungs]: rungs, [`orders:${oldRungs}`]: rungs }
    expect(await goThere(walk, both, { [`orders:${oldRungs}`]: rungs })).toBeGreaterThan(20)
    expect(await goBack(walk, { [oldRungs]: rungs })).toBeGreaterThan(20)
  },
  60_000,
)

const sided = 'user:7:position:A:long'
const ours = 'position:7:okx:A:long'
const fillCached = async (): Promise<unknown> => await redis().raw.set(sided, '{"side":"long","size":1}', 'PX', hour)
const said = '{"side":"long","size":2}'
const cacheWalks = [
  {
    what: 'writes a cached position',
    write: ({ cache }: Stores) => cache.setPosition('7', 'A', 'long', { side: 'long', size: 2 }),
    both: { [ours]: said, [sided]: said, 'position:7:A': said },
    alone: { [ours]: said },
    old: { [sided]: said, 'position:7:A': said },
  },
  {
    what: 'removes a cached position',
    write: ({ cache }: Stores) => cache.removePosition('7', 'A', 'long'),
    both: {},
    alone: {},
    old: {},
  },
] as const

test.each(cacheWalks)(
  'a program $what at any moment of a run: it is so wherever it is read in the end',
  async ({ write, both, alone, old }) => {
    const walk = { migration: cachedPositions, fill: fillCached, write }
    expect(await goThere(walk, both, alone)).toBeGreaterThan(20)
    expect(await goBack(walk, old)).toBeGreaterThan(20)
  },
  60_000,
)
