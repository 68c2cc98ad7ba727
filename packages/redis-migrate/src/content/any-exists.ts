import type { RedisConnection } from '@tradingboost/trading-cache'

/** Whether at least one of these keys stands. */
export async function anyStands(connection: RedisConnection, keys: readonly string[]): Promise<boolean> {
  return keys.length > 0 && (await connection.send({ name: 'exists', keys, args: keys, read: Number })) > 0
}
