import { systemClock } from '@tradingboost/domain'
import { connectRedis, watchLayouts, type LayoutWatch, type RedisConnection } from '@tradingboost/trading-cache'
import { afterEach } from 'vitest'
import { oldLayoutsOf } from '@tradingboost/layout-migrations'
import type { UsedRedis } from './use-redis.ts'

/** What a program of ours has that writes both layouts while a migration asks for it. */
export interface Watched {
  readonly connection: RedisConnection
  readonly watch: LayoutWatch
  /** Old keys that could not say what was written, with the reason. */
  readonly refused: string[]
}

/** Opens as many of them as a test asks for, and closes each after it. */
export function useWatched(redis: () => UsedRedis): (instanceId: string) => Promise<Watched> {
  const opened: { close(): Promise<void> }[] = []
  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one.close()
  })
  return async (instanceId) => {
    const connection = await connectRedis({ url: redis().server.url, clock: systemClock, random: Math.random })
    const refused: string[] = []
    const watch = await watchLayouts({
      connection,
      clock: systemClock,
      layouts: oldLayoutsOf({ exchange: 'okx' }),
      instanceId,
      onRefusal: (key, reason) => refused.push(`${key}: ${reason}`),
    })
    opened.push(connection, watch)
    return { connection, watch, refused }
  }
}
