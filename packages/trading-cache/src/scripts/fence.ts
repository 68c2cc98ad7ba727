import type { RedisKey } from '@tradingboost/redis-keys'

/** The lease that a bot holds: with it every write script writes only while Redis still shows this token. */
export interface Fence {
  readonly key: RedisKey<string, 'string'>
  readonly token: string
}
