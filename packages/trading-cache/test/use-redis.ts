import { systemClock } from '@tradingboost/domain'
import { startRedis, type StartTestRedisOptions, type TestRedis } from '@tradingboost/testkit'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { connectRedis, type ConnectRedisOptions, type RedisConnection } from '../src/index.ts'

export interface UsedRedis {
  readonly server: TestRedis
  readonly connection: RedisConnection
  /** Speaks to the server past our code. */
  readonly raw: Redis
  connect(options?: Partial<ConnectRedisOptions>): Promise<RedisConnection>
}

/** A real server for the tests of one file, empty before each. */
export function useRedis(options: StartTestRedisOptions = {}): () => UsedRedis {
  let used: UsedRedis | undefined
  const opened: RedisConnection[] = []
  const get = (): UsedRedis => {
    if (used === undefined) throw new Error('the server starts before the tests: ask inside a test')
    return used
  }

  beforeAll(async () => {
    const server = await startRedis(options)
    const connect = async (overrides: Partial<ConnectRedisOptions> = {}): Promise<RedisConnection> => {
      const connection = await connectRedis({ url: server.url, clock: systemClock, random: () => 0.5, ...overrides })
      opened.push(connection)
      return connection
    }
    used = { server, connect, connection: await connect(), raw: server.connect() }
  })
  beforeEach(async () => {
    await get().raw.flushall()
  })
  afterAll(async () => {
    await Promise.all(opened.map((connection) => connection.close()))
    await used?.server.stop()
  })
  return get
}
