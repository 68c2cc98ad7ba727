import { TradingError, type Clock, type RedisAddress } from '@tradingboost/domain'
import { addressOptions, readRedisAddress } from '@tradingboost/trading-cache'
import { Redis } from 'ioredis'
import { openNotifications, openTracking, type FeedListener, type TrackingChannel } from './tracking-channel.ts'

/** How foreign writes are seen. */
export type FeedKind = 'tracking' | 'notifications'

/** Tells which keys under some prefixes changed, whoever changed them, for as long as it is open. */
export interface DirtyFeed {
  /** `notifications` may miss changes: a server drops them, or is not set to send them. */
  readonly kind: FeedKind
  /** How often something may have been missed since the last look, so that the prefixes need a scan; begins anew. */
  takeGaps(): number
  /**
   * Resolves once every write of before is told, or counts as a gap; waits while the connection is lost. Rejects with
   * `redis-unavailable` when that takes too long.
   */
  barrier(): Promise<void>
  close(): Promise<void>
}

export interface FeedSetup {
  /** An address, or the text of one. */
  readonly url: string | RedisAddress
  readonly prefixes: readonly string[]
  readonly clock: Clock
  readonly onKey: (key: string) => void
}

const retryMs = 50
const probeEveryMs = 1_000
const patienceMs = 10_000

/**
 * Opens the feed: by CLIENT TRACKING, or by keyspace notifications where that is refused. A lost connection is made again
 * by itself and counts as a gap. Throws a TradingError `redis-refused` where neither is allowed.
 */
export async function openFeed({ url, prefixes, clock, onKey }: FeedSetup): Promise<DirtyFeed> {
  const address = readRedisAddress(url)
  const closed = new AbortController()
  let gaps = 0
  let channel: TrackingChannel | undefined
  let kind: FeedKind = 'tracking'
  let returning: Promise<void> | undefined

  const connect = async (): Promise<Redis> => await connectOnce(address)
  const listener: FeedListener = {
    onKey,
    onGap: () => {
      gaps += 1
    },
    onLost: () => {
      gaps += 1
      channel = undefined
      if (!closed.signal.aborted) returning ??= comeBack().finally(() => (returning = undefined))
    },
  }
  const open = async (): Promise<TrackingChannel> =>
    kind === 'tracking'
      ? await openTracking(connect, prefixes, listener)
      : await openNotifications(connect, address.database, prefixes, listener)
  const comeBack = async (): Promise<void> => {
    while (!closed.signal.aborted && channel === undefined) {
      try {
        channel = await open()
        gaps += 1
      } catch {
        // A server that is away or still loads: the gap stays on record, and the next try may succeed.
        await clock.sleep(retryMs, closed.signal)
      }
    }
    if (closed.signal.aborted) channel?.close()
  }

  try {
    channel = await open()
  } catch (cause) {
    if (isRefusal(cause)) {
      kind = 'notifications'
      channel = await open().catch((second: unknown) => {
        if (second instanceof TradingError) throw second
        throw new TradingError(
          'redis-refused',
          `neither CLIENT TRACKING nor PSUBSCRIBE is allowed, so writes of other programs would be missed: grant one of them`,
          { retry: 'never', cause: second },
        )
      })
    } else listener.onLost()
  }
  const probing = probe(clock, closed.signal, () => channel)
  return {
    get kind() {
      return kind
    },
    takeGaps: () => {
      const before = gaps
      gaps = 0
      return before
    },
    barrier: async () => {
      const until = clock.now() + patienceMs
      for (;;) {
        await returning
        const asked = channel
        const isTold = await asked?.barrier().then(
          () => true,
          () => false,
        )
        if (isTold === true) return
        if (closed.signal.aborted || clock.now() >= until) throw away()
        await clock.sleep(1, closed.signal)
      }
    },
    close: async () => {
      closed.abort()
      channel?.close()
      await Promise.all([returning, probing])
    },
  }
}

/** A connection that fell silent is no better than a lost one: whoever asks too long is cut off, and opens anew. */
async function probe(clock: Clock, signal: AbortSignal, channel: () => TrackingChannel | undefined): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(probeEveryMs, signal)
    const probed = channel()
    // The connection itself reports its end to the listener.
    if (!signal.aborted) await probed?.probe().catch(() => probed.cut())
  }
}

async function connectOnce(address: RedisAddress): Promise<Redis> {
  const client = new Redis({
    ...addressOptions(address),
    lazyConnect: true,
    protocol: 2,
    enableReadyCheck: false,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    commandTimeout: 5_000,
  })
  // What goes wrong is seen by the commands that reject and by `close`.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

const isRefusal = (cause: unknown): boolean => cause instanceof Error && cause.name === 'ReplyError'

function away(): TradingError {
  return new TradingError(
    'redis-unavailable',
    'the connection that tells of foreign writes is lost; it is being made again',
    {
      retry: 'later',
    },
  )
}
