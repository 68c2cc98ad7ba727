import type { RedisType } from '@tradingboost/redis-keys'

/** A key as the server described it. */
export interface SeenKey {
  readonly bytes: Buffer
  readonly text: string
  /** As the command TYPE answers, streams included. */
  readonly type: RedisType | (string & {})
  /** -1 for a key that stays. */
  readonly ttlMs: number
  readonly memoryBytes: number
}
