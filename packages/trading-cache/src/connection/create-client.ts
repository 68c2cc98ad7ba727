import type { RedisAddress } from '@tradingboost/domain'
import { Redis, type RedisOptions } from 'ioredis'
import { addressOptions } from './address-options.ts'
import { reconnectDelay } from './reconnect-delay.ts'

/** What every connection of ours is made with. */
export interface ClientSettings {
  readonly address: RedisAddress
  /** Chance in [0, 1) that spreads reconnects. */
  readonly random: () => number
  /** Shown by CLIENT LIST. */
  readonly name: string | undefined
  readonly connectWithinMs: number
  /** Silence after which a connection that owes an answer is given up and made anew. */
  readonly silentForMs: number
}

/** A client of ours, not connected yet. */
export function createClient(settings: ClientSettings): Redis {
  const options: Omit<RedisOptions, 'replyMapping'> = {
    ...addressOptions(settings.address),
    lazyConnect: true,
    // It asks INFO, which is a dangerous command to Redis and no right of our users; we ask PING.
    enableReadyCheck: false,
    // Under RESP3 ioredis drops the pushes that tell of changed keys.
    protocol: 2,
    connectTimeout: settings.connectWithinMs,
    socketTimeout: settings.silentForMs,
    // What waited for a connection that did not come, or was under way when it broke, fails at once and is not sent again.
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    retryStrategy: (attempt) => reconnectDelay(attempt, settings.random),
    ...(settings.name === undefined ? {} : { connectionName: settings.name }),
  }
  return new Redis(options)
}
