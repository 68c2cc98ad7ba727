import { gridOrders, position, positionCache } from '@tradingboost/redis-keys'
import { get, hgetall, hset, setExpiring, zadd, zrange } from '../../src/commands/index.ts'
import type { BenchDesk } from '../bench-desk.ts'
import { compare, type Comparison } from '../compare.ts'

const users = 150
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

/** Typed commands against ioredis on the same pipeline: SET, GET, HSET of 11 fields, HGETALL, ZADD, ZRANGE. */
export async function benchTypedCommands({ connection, bare }: BenchDesk): Promise<Comparison> {
  const typed = async (): Promise<void> => {
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

  const untyped = async (): Promise<void> => {
    const pipeline = bare.pipeline()
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
  return await compare({
    what: 'pipeline of 900 typed commands',
    peer: 'ioredis pipeline of the same',
    items: users * 6,
    rounds: 150,
    goalRatio: 0.95,
    ours: typed,
    theirs: untyped,
  })
}
