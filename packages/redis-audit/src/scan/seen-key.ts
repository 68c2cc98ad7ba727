import type { RedisType } from '@tradingboost/redis-keys'

/** A key as the server described it. */
export interface SeenKey {
  readonly bytes: Buffer
  /** Bytes that are not UTF-8 show as U+FFFD. */
  readonly text: string
  readonly isText: boolean
  /** As the command TYPE answers, streams included. */
  readonly type: RedisType | (string & {})
  /** -1 for a key that stays. */
  readonly ttlMs: number
  readonly memoryBytes: number
}
