import { environmentMarker, type Environment } from '@tradingboost/redis-keys'
import type { Redis } from 'ioredis'

/** Marks a database, so that a test that puts keys there first may run a paper bot on it. */
export async function markEnvironment(redis: Redis, environment: Environment): Promise<void> {
  await redis.hset(environmentMarker.build({}), { environment, owner: 'a test' })
}
