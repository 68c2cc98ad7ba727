import { systemClock } from '@tradingboost/domain'
import { startRedis, type StartTestRedisOptions, type TestRedis } from '@tradingboost/testkit'
import { connectRedis, type RedisConnection } from '@tradingboost/trading-cache'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach } from 'vitest'

export interface UsedRedis {
  readonly server: TestRedis
  readonly connection: RedisConnection
  /** Speaks to the server past our code. */
  readonly raw: Redis
}

/** A real server for the tests of one file, empty before each. */
export function useRedis(options: StartTestRedisOptions = {}): () => UsedRedis {
  let used: UsedRedis | undefined
  const get = (): UsedRedis => {
    if (used === undefined) throw new Error('the server starts before the tests: ask inside a test')
    return used
  }
  beforeAll(async () => {
    const server = await startRedis(options)
    const connection = await connectRedis({
      url: server.url,
      clock: systemClock,
      random: () => 0.5,
      commandWithinMs: 10_000,
    })
    used = { server, connection, raw: server.connect({ protocol: 2 }) }
  })
  beforeEach(async () => {
    await get().raw.flushall()
  })
  afterAll(async () => {
    await used?.connection.close()
    await used?.server.stop()
  })
  return get
}

/** Everything that stands in a Redis but the migration's own keys, by key: type, content, expiry. */
export async function snapshot(raw: Redis, except = /^migrate/): Promise<Readonly<Record<string, unknown>>> {
  const keys: string[] = []
  let cursor = '0'
  do {
    const [next, page] = await raw.scan(cursor, 'COUNT', 1_000)
    keys.push(...page)
    cursor = next
  } while (cursor !== '0')
  const entries = await Promise.all(
    [...new Set(keys)]
      .filter((key) => !except.test(key))
      .toSorted()
      .map(async (key) => [key, await describe(raw, key)] as const),
  )
  return Object.fromEntries(entries)
}

async function describe(raw: Redis, key: string): Promise<unknown> {
  const expiresAt = await raw.pexpiretime(key)
  switch (await raw.type(key)) {
    case 'string':
      return { string: await raw.get(key), expiresAt }
    case 'hash':
      return { hash: await raw.hgetall(key), expiresAt }
    case 'set':
      return { set: (await raw.smembers(key)).toSorted(), expiresAt }
    case 'zset':
      return { zset: await raw.zrange(key, '0', '-1', 'WITHSCORES'), expiresAt }
    case 'list':
      return { list: await raw.lrange(key, 0, -1), expiresAt }
    default:
      return { expiresAt }
  }
}
