import { existsSync, readFileSync } from 'node:fs'
import { migrations } from '@tradingboost/layout-migrations'
import * as fc from 'fast-check'
import type { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { restoreMigration, rollbackMigration, runMigration } from '../src/index.ts'
import { migrationKeys } from '../src/define/migration-keys.ts'
import { dyingAt } from './dying-at.ts'
import { aRun } from './run-request.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const moved = migrations
const runs = Number(process.env['ROLLBACK_RUNS'] ?? 25)

/** Every key but those of migrations, as DUMP and absolute expiry. */
async function dumps(raw: Redis): Promise<Readonly<Record<string, string>>> {
  const keys = (await raw.keys('*')).filter((key) => !key.startsWith('migrate')).toSorted()
  return Object.fromEntries(
    await Promise.all(
      keys.map(async (key) => {
        const dump = await raw.dumpBuffer(key)
        return [key, `${dump?.toString('hex')} ${await raw.pexpiretime(key)}`] as const
      }),
    ),
  )
}

/** What is left of the migrations' own keys besides the record of the runs. */
async function leftovers(raw: Redis): Promise<readonly string[]> {
  const record = moved.flatMap(({ id }) => {
    const { state, audit, instances } = migrationKeys(id)
    return [state, audit, instances]
  })
  return (await raw.keys('migrate*')).filter((key) => !record.includes(key)).toSorted()
}

const user = fc.constantFrom('1', '2')
const symbol = fc.constantFrom('BTC-USDT-SWAP', 'ETH-USDT-SWAP')
const side = fc.constantFrom('long', 'short')
const ttl = fc.constantFrom(undefined, 900_000, 3_000_001)
const row = fc.record({
  instId: symbol,
  posSide: fc.constantFrom('long', 'short', 'net'),
  pos: fc.constantFrom('5', '-1.5', '0', 'x'),
})

/** One thing that somebody wrote before the migrations: sources, targets of others, index members, keys of other types. */
const fact = fc.oneof(
  fc.record({ kind: fc.constant('positions' as const), user, rows: fc.array(row, { maxLength: 3 }), ttl }),
  fc.record({ kind: fc.constant('foreign record' as const), user, symbol, side, quantity: fc.boolean(), ttl }),
  fc.record({ kind: fc.constant('index member' as const), user, symbol, side, ttl }),
  fc.record({ kind: fc.constant('cached' as const), user, symbol, side: fc.option(side), json: fc.boolean(), ttl }),
  fc.record({ kind: fc.constant('canonical cached' as const), user, symbol, side, ttl }),
  fc.record({
    kind: fc.constant('levels' as const),
    user,
    symbol,
    levels: fc.uniqueArray(fc.constantFrom('3', '5', '64000.5'), { minLength: 1 }),
    ttl,
  }),
  fc.record({
    kind: fc.constant('canonical levels' as const),
    user,
    symbol,
    held: fc.constantFrom('equal', 'other', 'string'),
    ttl,
  }),
)
type Fact = typeof fact extends fc.Arbitrary<infer One> ? One : never

async function write(raw: Redis, one: Fact): Promise<void> {
  const key = keyOf(one)
  switch (one.kind) {
    case 'positions':
      await raw.set(key, JSON.stringify(one.rows))
      break
    case 'foreign record':
      await raw.hset(key, {
        id: 'x',
        size: '5',
        side: one.side,
        ...(one.quantity ? { quantity: '7', symbol: one.symbol } : {}),
      })
      break
    case 'index member':
      await raw.sadd(key, `${one.symbol}:${one.side}`)
      break
    case 'cached':
      if (one.json) await raw.set(key, '{"side": "long", "size": 2.50, "id": 1234567890123456789}')
      else await raw.hset(key, 'entry_price', '1')
      break
    case 'canonical cached':
      await raw.set(key, '{"side":"short","size":"9"}')
      break
    case 'levels':
      for (const level of one.levels) await raw.hset(key, level, 'true')
      break
    case 'canonical levels':
      if (one.held === 'string') await raw.set(key, 'not a hash')
      else await raw.hset(key, one.held === 'equal' ? { 3: 'true' } : { 3: 'false', 9: 'true' })
      break
  }
  if (one.ttl !== undefined) await raw.pexpire(key, one.ttl)
}

function keyOf(one: Fact): string {
  switch (one.kind) {
    case 'positions':
      return `okx:positions:${one.user}`
    case 'foreign record':
      return `positions:${one.user}:okx:${one.symbol}:${one.side}`
    case 'index member':
      return `positions:index:${one.user}:okx`
    case 'cached':
      return one.side === null
        ? `position:${one.user}:${one.symbol}`
        : `user:${one.user}:position:${one.symbol}:${one.side}`
    case 'canonical cached':
      return `position:${one.user}:okx:${one.symbol}:${one.side}`
    case 'levels':
      return `okx:user:${one.user}:symbol:${one.symbol}:order_placed`
    case 'canonical levels':
      return `orders:okx:user:${one.user}:symbol:${one.symbol}:order_placed`
  }
}

/**
 * Moves all three to a phase each and goes back, killed once at some command of a rollback and of a run; 0 kills none. A run
 * killed at an even command is not finished.
 */
async function thereAndBack(
  until: readonly ('expand' | 'backfill' | 'verify' | 'cutover' | 'contract')[],
  killedAt: number,
  runKilledAt = 0,
): Promise<void> {
  for (const [at, migration] of moved.entries()) {
    if (runKilledAt > 0) {
      const { connection } = dyingAt(redis().connection, runKilledAt)
      await Promise.allSettled([
        runMigration(aRun(redis(), { migration, connection, until: until[at] ?? 'cutover', resumeWithinMs: 0 })),
      ])
      await redis().raw.del(migrationKeys(migration.id).runner)
      if (runKilledAt % 2 === 0) continue
    }
    // Two sources that agree on a target and expire apart fail the verification: that is a place to go back from too.
    const [run] = await Promise.allSettled([runMigration(aRun(redis(), { migration, until: until[at] ?? 'cutover' }))])
    if (run.status === 'rejected' && !/failed its verification|verification of .* failed/.test(String(run.reason))) {
      throw run.reason
    }
  }
  for (const migration of moved.toReversed()) {
    const { state, runner } = migrationKeys(migration.id)
    const goBack = (await redis().raw.hget(state, 'phase')) === 'contract' ? restoreMigration : rollbackMigration
    if (killedAt > 0) {
      const { connection } = dyingAt(redis().connection, killedAt)
      await Promise.allSettled([goBack(aRun(redis(), { migration, connection, resumeWithinMs: 0 }))])
      await redis().raw.del(runner)
    }
    if ((await redis().raw.hget(state, 'phase')) !== 'contract') await rollbackMigration(aRun(redis(), { migration }))
    else await restoreMigration(aRun(redis(), { migration }))
  }
}

const phase = fc.constantFrom(
  'expand' as const,
  'backfill' as const,
  'verify' as const,
  'cutover' as const,
  'cutover' as const,
  'contract' as const,
)

test('off to any phase and back to off is the identity when nobody writes, from any start state and killed at any command', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fact, { minLength: 1, maxLength: 12, selector: keyOf }),
      fc.tuple(phase, phase, phase),
      fc.nat(40),
      fc.nat(60),
      fc.boolean(),
      async (facts, until, killedAt, runKilledAt, isSecond) => {
        const { raw } = redis()
        await raw.flushall()
        for (const one of facts) await write(raw, one)
        const before = await dumps(raw)
        if (isSecond) await thereAndBack(['verify', 'verify', 'verify'], 0)
        await thereAndBack(until, killedAt, runKilledAt)
        expect(await dumps(raw)).toEqual(before)
        expect(await leftovers(raw)).toEqual([])
      },
    ),
    { numRuns: runs },
  )
}, 600_000)

// The sample is development material that a user's clone does not have.
const sample = new URL('../../../../shared/data/legacy-sample.jsonl', import.meta.url)
if (existsSync(sample)) {
  test.each(['cutover', 'contract'] as const)(
    'the recorded legacy sample goes to %s and back to the byte',
    async (until) => {
      const { raw } = redis()
      for (const line of readFileSync(sample, 'utf8').trim().split('\n')) await load(raw, JSON.parse(line) as SampleRow)
      const before = await dumps(raw)
      await thereAndBack([until, until, until], 0)
      expect(await dumps(raw)).toEqual(before)
      expect(await leftovers(raw)).toEqual([])
    },
  )
}

type SampleRow = { readonly key: string; readonly type: string; readonly ttl_ms: number; readonly value: unknown }

async function load(raw: Redis, { key, type, ttl_ms: ttlMs, value }: SampleRow): Promise<void> {
  const flat = Array.isArray(value) ? value.flat().map(String) : []
  if (type === 'string') await raw.set(key, String(value))
  if (type === 'hash') await raw.hset(key, ...flat)
  if (type === 'set') await raw.sadd(key, ...flat)
  if (type === 'list') await raw.rpush(key, ...flat)
  if (type === 'zset') {
    for (const [member, score] of value as [string, string][]) await raw.zadd(key, score, member)
  }
  if (ttlMs > 0) await raw.pexpire(key, ttlMs)
}
