import {
  describeRedisAddress,
  TradingError,
  type Clock,
  type RedisAddress,
  type RedisServerNeeds,
} from '@tradingboost/domain'
import type { Redis } from 'ioredis'
import type { Environment } from '@tradingboost/redis-keys'
import { keepToEnvironment } from '../environment/keep-to-environment.ts'
import { assertServes } from '../server/assert-serves.ts'
import { RedisAsker, type CallLimits } from './ask-redis.ts'
import { createClient } from './create-client.ts'
import { createRedisConnection } from './create-redis-connection.ts'
import { readRedisAddress } from './read-redis-address.ts'
import type { ConnectionChange, RedisConnection } from './redis-connection.ts'
import { isReplyError, wrapRedisError } from './wrap-redis-error.ts'

/** How to reach a Redis and how long to wait for it. */
export interface ConnectRedisOptions extends CallLimits {
  /** `redis://...`, `rediss://...`, the path of a unix socket, or an address made of one. */
  readonly url: string | RedisAddress
  readonly clock: Clock
  /** Chance in [0, 1) that spreads reconnects. */
  readonly random: () => number
  /** Shown by CLIENT LIST. */
  readonly name?: string
  /**
   * Whose data this program writes. An empty database is marked so; one of another environment, or with keys and no marker where
   * paper is wanted, is refused, at a return of the connection too.
   */
  readonly environment?: Environment
  /**
   * What the server must be beyond no node of a Cluster and no Sentinel, which are refused without it too; `unchecked` leaves it
   * to the caller.
   */
  readonly server?: RedisServerNeeds | 'unchecked'
  /** Until the first connection stands; 5 s without it. */
  readonly connectWithinMs?: number
  /** Told each time the connection is lost or stands again. */
  readonly onChange?: (change: ConnectionChange) => void
}

/**
 * Connects to a Redis and keeps the connection: a lost one is made again after 50 ms to 2 s, with jitter.
 * Throws a TradingError `redis-unavailable` when no connection stands in time, `redis-refused` when the server does not let
 * us in or is not what the program needs, `invalid-config` for an address it cannot read, `wrong-environment` for a database that holds other data.
 */
export async function connectRedis(options: ConnectRedisOptions): Promise<RedisConnection> {
  const target = readRedisAddress(options.url)
  const address = describeRedisAddress(target)
  const withinMs = options.connectWithinMs ?? 5_000
  const redis = createClient({
    address: target,
    random: options.random,
    name: options.name,
    connectWithinMs: withinMs,
    silentForMs: options.commandWithinMs ?? 2_000,
  })
  let lastError: Error | undefined
  redis.on('error', (error: Error) => {
    lastError = error
  })
  const refusal = await becomesReady(redis, options.clock, withinMs)
  if (refusal !== undefined) {
    redis.disconnect()
    const cause = refusal === 'late' ? lastError : refusal
    const why = cause?.message ?? 'no answer'
    if (isReplyError(cause)) throw wrapRedisError(cause, { command: 'hello', keys: [], address })
    throw new TradingError(
      'redis-unavailable',
      `no Redis at ${address} within ${withinMs} ms: ${why}; start it or correct the address`,
      {
        retry: 'later',
        details: { address },
        cause,
      },
    )
  }
  const asker = new RedisAsker(redis, options.clock, options)
  const connection = createRedisConnection(redis, address, asker)
  await compareServer(connection, asker, options).catch(async (cause: unknown) => {
    await connection.close()
    throw cause
  })
  if (options.onChange !== undefined) connection.watch(options.onChange)
  return connection
}

/** Refuses a server, or a database, that is not what the program needs. */
async function compareServer(
  connection: RedisConnection,
  asker: RedisAsker,
  { clock, server = {}, environment, name }: ConnectRedisOptions,
): Promise<void> {
  if (server !== 'unchecked') await assertServes(connection, clock, server)
  if (environment === undefined) return
  const wanted = { environment, owner: name ?? 'a program without a name' }
  await keepToEnvironment(connection, wanted, clock, (error) => asker.refuseAll(error))
}

/** Undefined once the server serves us; `late`, or what it refused us with. */
async function becomesReady(redis: Redis, clock: Clock, withinMs: number): Promise<'late' | Error | undefined> {
  const late = new AbortController()
  const answer = new Promise<'late' | Error | undefined>((resolve) => {
    redis.on('ready', () => {
      untilItServes(redis, clock, late.signal).then(resolve, () => undefined)
    })
    redis.once('end', () => resolve('late'))
    // A server that answers with a refusal, such as of the password, will not change its mind by being asked again.
    redis.on('error', (error) => {
      if (isReplyError(error)) resolve(error)
    })
  })
  // Its rejection is the first failed attempt; the next ones follow by themselves.
  redis.connect().catch(() => undefined)
  const result = await Promise.race([answer, clock.sleep(withinMs, late.signal).then(() => 'late' as const)])
  late.abort()
  return result
}

/** A server that still loads its data refuses even PING. Returns another refusal; rejects when the connection breaks. */
async function untilItServes(redis: Redis, clock: Clock, signal: AbortSignal): Promise<Error | undefined> {
  while (!signal.aborted) {
    try {
      await redis.ping()
      return undefined
    } catch (cause) {
      if (!isReplyError(cause)) throw cause
      if (!cause.message.startsWith('LOADING')) return cause
      await clock.sleep(50, signal)
    }
  }
  return undefined
}
