import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '@tradingboost/domain'
import { gridOrders, position, positionCache } from '@tradingboost/redis-keys'
import { startRedis } from '@tradingboost/testkit'
import { get, hgetall, hset, setExpiring, zadd, zrange } from '../src/commands/index.ts'
import { connectRedis } from '../src/index.ts'

/** `tsx --conditions=@tradingboost/source bench/typed-commands.ts`: typed commands against ioredis on the same pipeline. */
const users = 150
const rounds = 300
const place = { exchange: 'okx', symbol: 'XRP-USDT-SWAP' } as const
const keys = Array.from({ length: users }, (_, at) => {
  const userId = String(1_000 + at)
  return {
    cached: positionCache.build({ ...place, userId, side: 'long' }),
    held: position.build({ ...place, userId, side: 'long' }),
    resting: gridOrders.build({ ...place, userId }),
  }
})
const json = JSON.stringify({ quantity: '12.5', averagePrice: '0.5271', leverage: '10' })
const fields = {
  userId: '1001',
  exchange: 'okx',
  symbol: 'XRP-USDT-SWAP',
  side: 'long',
  quantity: '12.5',
  averagePrice: '0.5271',
  realizedPnl: '0',
  fees: '0.01',
  revision: '7',
  openedAt: '1763900000000',
  updatedAt: '1763900001000',
} as const

await using server = await startRedis()
const connection = await connectRedis({ url: server.url, clock: systemClock, random: Math.random })
// The settings that connectRedis gives its client: a time limit for each command, which alone costs ioredis a third.
const raw = server.connect({
  protocol: 2,
  commandTimeout: 2_000,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
})

async function typed(): Promise<void> {
  await connection.sendAll(
    keys.flatMap(({ cached, held, resting }) => [
      setExpiring(cached, json, 300_000),
      get(cached),
      hset(held, fields),
      hgetall(held),
      zadd(resting, { member: 'a-1', score: 0.5 }),
      zrange(resting),
    ]),
  )
}

async function bare(): Promise<void> {
  const pipeline = raw.pipeline()
  for (const { cached, held, resting } of keys) {
    pipeline
      .set(cached, json, 'PX', 300_000)
      .get(cached)
      .hset(held, fields)
      .hgetall(held)
      .zadd(resting, 0.5, 'a-1')
      .zrange(resting, '0', '-1', 'WITHSCORES')
  }
  for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error
}

const times = { typed: [] as number[], bare: [] as number[] }
for (let round = -10; round < rounds; round += 1) {
  // Which goes first changes, so that neither profits from the other's warm caches.
  const order = round % 2 === 0 ? (['typed', 'bare'] as const) : (['bare', 'typed'] as const)
  for (const name of order) {
    const startedAt = performance.now()
    await (name === 'typed' ? typed() : bare())
    if (round >= 0) times[name].push(performance.now() - startedAt)
  }
}
await connection.close()

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const perSecond = (ms: number): number => Math.round((users * 6 * 1_000) / ms)
const results = {
  pipeline: `${users * 6} commands: SET, GET, HSET of 11 fields, HGETALL, ZADD, ZRANGE; medians of ${rounds} rounds, interleaved`,
  typedCommandsPerSecond: perSecond(median(times.typed)),
  ioredisCommandsPerSecond: perSecond(median(times.bare)),
  // Of the two times of one round, which share the machine's mood.
  ratio: Number(median(times.bare.map((ms, round) => ms / (times.typed[round] ?? ms))).toFixed(3)),
  goal: 'at least 0.95',
}
console.log(JSON.stringify(results, undefined, 2))
writeFileSync(join(import.meta.dirname, 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`)
