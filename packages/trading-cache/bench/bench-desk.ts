import { systemClock } from '@tradingboost/domain'
import { startRedis, type TestRedis } from '@tradingboost/testkit'
import { Redis } from 'ioredis'
import { connectRedis, type RedisConnection } from '../src/index.ts'

/** What every part of the bench works on. */
export interface BenchDesk extends AsyncDisposable {
  readonly server: TestRedis
  readonly connection: RedisConnection
  /** As anybody would open it: the defaults of ioredis. */
  readonly bare: Redis
}

export const symbol = 'XRP-USDT-SWAP'

/** A position as a bot caches it; an id of 19 digits is text, as exchanges send it. */
export const cachedPosition = {
  instId: symbol,
  posId: '2451781910000123456',
  side: 'long',
  quantity: '12.5',
  averagePrice: '0.5271',
  leverage: '10',
  margin: 104.25,
  upl: -12.3456,
  uTime: 1_763_900_001_000,
  open: true,
  note: null,
}

/** Over a unix socket, which is quickest, or over TCP on this machine, as the bots connect. */
export async function openDesk(over: 'socket' | 'tcp' = 'socket'): Promise<BenchDesk> {
  const server = await startRedis({ listen: over === 'tcp' ? 'port' : 'socket' })
  const connection = await connectRedis({ url: server.url, clock: systemClock, random: Math.random })
  const bare = new Redis(server.url)
  return {
    server,
    connection,
    bare,
    async [Symbol.asyncDispose]() {
      await connection.close()
      bare.disconnect()
      await server.stop()
    },
  }
}
