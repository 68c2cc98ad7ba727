import { TradingError, type Clock, type RedisAddress } from '@tradingboost/domain'
import { orderCache, position, positionCache, type AnyKeyFamily } from '@tradingboost/redis-keys'
import { readRedisAddress } from '../connection/read-redis-address.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import type { CacheMeter } from '../metrics/cache-meter.ts'
import { openInvalidationReceiver } from './invalidation-receiver.ts'
import { NearCache, type NearLimits } from './near-cache.ts'
import { trackedPrefixes } from './tracked-prefixes.ts'

/** Whose changes to hear, and what to keep. */
export interface NearCacheOptions extends NearLimits {
  /** Over which the reads go. When it is lost the copies are dropped too: it may come back at another server. */
  readonly connection: RedisConnection
  /** The address of the same server, with the password that the connection was made with. */
  readonly url: string | RedisAddress
  readonly clock: Clock
  /** Chance in [0, 1) that spreads reconnects. */
  readonly random: () => number
  /** Of whose changes to hear; without it those that the near trading cache and the near position store read. */
  readonly families?: readonly AnyKeyFamily[]
  /** Shown by CLIENT LIST, with `-near` behind it. */
  readonly name?: string
  /** Until the changes are heard for the first time; 5 s without it. */
  readonly connectWithinMs?: number
  /** Silence of the server after which the copies are dropped; 2 s without it. */
  readonly silentForMs?: number
  readonly meter?: CacheMeter
}

/** A near cache that hears of changes until it is closed. */
export interface OpenNearCache {
  readonly near: NearCache
  close(): void
}

/**
 * Opens a near cache and resolves once it hears of changes. It takes a connection of its own and works on any Redis from 6 on
 * without configuration. Throws a TradingError `redis-unavailable` when the server does not tell of changes in time.
 */
export async function openNearCache(options: NearCacheOptions): Promise<OpenNearCache> {
  const { connection, clock, freshForMs = 1_000, connectWithinMs = 5_000, silentForMs = 2_000 } = options
  const { families = [positionCache, orderCache, position] } = options
  const near = new NearCache({ clock, families, limits: options, meter: options.meter })
  const waiting = new AbortController()
  let lastCause: Error | undefined
  const receiver = openInvalidationReceiver(
    {
      address: readRedisAddress(options.url),
      random: options.random,
      name: options.name === undefined ? undefined : `${options.name}-near`,
      connectWithinMs,
      silentForMs,
      clock,
      prefixes: trackedPrefixes(families),
      // Often enough that a copy stays fresh although an answer is late.
      beatMs: freshForMs / 4,
    },
    {
      ...near.listener,
      restored: () => {
        near.listener.restored()
        waiting.abort()
      },
      lost: (cause) => {
        lastCause = cause
        near.listener.lost()
      },
    },
  )
  const stopWatching = connection.watch(({ kind }) => {
    if (kind === 'lost') receiver.restart()
  })
  const close = (): void => {
    stopWatching()
    receiver.close()
    near.listener.lost()
  }
  await clock.sleep(connectWithinMs, waiting.signal)
  if (near.isServing) return { near, close }
  close()
  throw new TradingError(
    'redis-unavailable',
    `Redis at ${connection.address} told of no changes within ${connectWithinMs} ms: check that it runs and that the user may CLIENT TRACKING and SUBSCRIBE`,
    { retry: 'later', details: { address: connection.address }, cause: lastCause },
  )
}
