import type { Clock, EpochMs } from '@tradingboost/domain'
import { changesChannel } from '@tradingboost/redis-keys'
import type { Redis } from 'ioredis'
import { createClient, type ClientSettings } from '../connection/create-client.ts'

/** What is heard of changed keys, told in the order of the server. */
export interface InvalidationListener {
  changed(keys: readonly string[]): void
  /** Everything may have changed. */
  flushed(): void
  /** Nothing is heard any more, or still not. */
  lost(cause: Error | undefined): void
  /** From now on every change is heard. */
  restored(): void
  /** Every change that was made before this time has been told. */
  heardUpTo(at: EpochMs): void
}

/** A connection that hears of every change to keys of some prefixes, whoever makes it, expiry and deletion included. */
export interface InvalidationReceiver {
  /** Gives the connection up and makes it anew. */
  restart(): void
  close(): void
}

/**
 * Opens the receiver; it connects again whenever it is lost.
 *
 * It asks the server to tell itself of changes: tracking belongs to a connection, and were it switched on where the reads are
 * done, it would be gone without a word when that connection was made anew. In broadcast mode the server tells of every key
 * of the prefixes and does not care who read it, so the reads may go over any connection.
 */
export function openInvalidationReceiver(
  settings: ClientSettings & { readonly clock: Clock; readonly prefixes: readonly string[]; readonly beatMs: number },
  listener: InvalidationListener,
): InvalidationReceiver {
  const { clock, prefixes, beatMs } = settings
  const redis = createClient(settings)
  let life: AbortController | undefined
  let lastError: Error | undefined

  const end = (cause: Error | undefined): void => {
    life?.abort()
    life = undefined
    listener.lost(cause)
  }
  const giveUp = (stream: Redis['stream'], cause: Error | undefined): void => {
    lastError = cause ?? lastError
    end(lastError)
    // Not ended in peace: a peer that does not answer would keep it open.
    stream.destroy()
  }

  redis.on('messageBuffer', (_channel: Buffer, keys: unknown) => {
    if (life !== undefined) tell(keys, listener)
  })
  redis.on('error', (error: Error) => {
    lastError = error
  })
  redis.on('close', () => end(lastError))
  redis.on('ready', () => {
    const own = new AbortController()
    const { stream } = redis
    hear(redis, prefixes)
      .then(async () => {
        life = own
        listener.restored()
        await beat({ redis, clock, beatMs, signal: own.signal, listener })
      })
      .catch((cause: unknown) => giveUp(stream, cause instanceof Error ? cause : undefined))
  })
  // Its rejection is the first failed attempt; the next ones follow by themselves.
  redis.connect().catch(() => undefined)

  return {
    restart: () => giveUp(redis.stream, undefined),
    close: () => {
      life?.abort()
      life = undefined
      redis.disconnect()
    },
  }
}

async function hear(redis: Redis, prefixes: readonly string[]): Promise<void> {
  const id = await redis.client('ID')
  await redis.call('client', 'tracking', 'on', 'redirect', id, 'bcast', ...prefixes.flatMap((one) => ['prefix', one]))
  // What is told before the subscription stands goes nowhere; until then nothing is kept.
  await redis.subscribe(changesChannel)
}

/** The server answers one command after the other: its answer to a ping comes after all that it had to tell before. */
async function beat(of: {
  readonly redis: Redis
  readonly clock: Clock
  readonly beatMs: number
  readonly signal: AbortSignal
  readonly listener: InvalidationListener
}): Promise<void> {
  const { redis, clock, beatMs, signal, listener } = of
  while (!signal.aborted) {
    const at = clock.now()
    await redis.ping()
    if (signal.aborted) return
    listener.heardUpTo(at)
    await clock.sleep(beatMs, signal)
  }
}

/** One message may name several keys; null in their place stands for all keys. */
function tell(keys: unknown, listener: InvalidationListener): void {
  if (Array.isArray(keys)) listener.changed(keys.map(String))
  else listener.flushed()
}
