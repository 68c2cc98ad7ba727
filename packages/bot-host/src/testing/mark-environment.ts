import { environmentMarker, type Environment } from '@tradingboost/redis-keys'
import type { TestRedis } from '@tradingboost/testkit'

/** Marks a database, so that a test that puts keys there first may run a paper bot on it. */
export async function markEnvironment(
  client: ReturnType<TestRedis['connect']>,
  environment: Environment,
): Promise<void> {
  await client.hset(environmentMarker.build({}), { environment, owner: 'a test' })
}
