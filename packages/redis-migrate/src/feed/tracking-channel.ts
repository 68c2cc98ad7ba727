import { TradingError } from '@tradingboost/domain'
import type { Redis } from 'ioredis'

/** Two connections by which a server tells of every write, deletion and expiry under some prefixes. */
export interface TrackingChannel {
  /** Resolves once everything that was written before has been told. */
  readonly barrier: () => Promise<void>
  /** Rejects when one of the connections no longer answers. */
  readonly probe: () => Promise<void>
  /** Ends the connections as if they were lost. */
  readonly cut: () => void
  readonly close: () => void
}

/** What a feed tells its owner. */
export interface FeedListener {
  readonly onKey: (key: string) => void
  /** All data is gone, or something was missed. */
  readonly onGap: () => void
  readonly onLost: () => void
}

/**
 * Opens the channel by CLIENT TRACKING in broadcast mode. The receiver speaks RESP2, for ioredis drops the pushes of RESP3,
 * and reads the keys of a message as a list of bytes: as text it would join them by commas.
 * Rejects with the server's refusal where tracking is not allowed.
 */
export async function openTracking(
  connect: () => Promise<Redis>,
  prefixes: readonly string[],
  { onKey, onGap, onLost }: FeedListener,
): Promise<TrackingChannel> {
  const receiver = await connect()
  const tracker = await connect().catch((cause: unknown) => {
    receiver.disconnect()
    throw cause
  })
  const close = (): void => {
    receiver.removeAllListeners('close').disconnect()
    tracker.removeAllListeners('close').disconnect()
  }
  const lose = (): void => {
    close()
    onLost()
  }
  try {
    const id = await receiver.client('ID')
    receiver.on('messageBuffer', (_channel: Buffer, keys: unknown) => {
      // A flush comes as null.
      if (!Array.isArray(keys)) return onGap()
      for (const key of keys) onKey(String(key))
    })
    receiver.on('close', lose)
    tracker.on('close', lose)
    await receiver.subscribe('__redis__:invalidate')
    await tracker.call(
      'client',
      'TRACKING',
      'ON',
      'REDIRECT',
      String(id),
      'BCAST',
      ...prefixes.flatMap((prefix) => ['PREFIX', prefix]),
    )
  } catch (cause) {
    close()
    throw cause
  }
  return {
    // The server tells at the end of each turn of its loop: a second answer can only come after what the first turn told.
    barrier: async () => {
      await receiver.ping()
      await receiver.ping()
    },
    probe: async () => {
      await Promise.all([receiver.ping(), tracker.ping()])
    },
    cut: lose,
    close,
  }
}

/** Opens the channel by keyspace notifications, which a server may drop or not be set to send. */
export async function openNotifications(
  connect: () => Promise<Redis>,
  database: number,
  prefixes: readonly string[],
  { onKey, onLost }: FeedListener,
): Promise<TrackingChannel> {
  const receiver = await connect()
  const close = (): void => receiver.removeAllListeners('close').disconnect()
  const space = `__keyspace@${database}__:`
  receiver.on('pmessage', (_pattern: string, channel: string) => onKey(channel.slice(space.length)))
  const lose = (): void => {
    close()
    onLost()
  }
  receiver.on('close', lose)
  try {
    await assertNotifies(receiver)
    await receiver.psubscribe(...prefixes.map((prefix) => `${space}${prefix}*`))
  } catch (cause) {
    close()
    throw cause
  }
  const ping = async (): Promise<void> => {
    await receiver.ping()
  }
  return { barrier: ping, probe: ping, cut: lose, close }
}

/** Throws a TradingError `redis-refused` where the server is known to notify of nothing; one that hides its settings may. */
async function assertNotifies(receiver: Redis): Promise<void> {
  const setting: unknown = await receiver.call('config', 'GET', 'notify-keyspace-events').catch(() => undefined)
  const flags = Array.isArray(setting) ? String(setting[1]) : 'KA'
  if (flags.includes('K') && /A|g.*\$|\$.*g/.test(flags)) return
  throw new TradingError(
    'redis-refused',
    `CLIENT TRACKING is refused and notify-keyspace-events is "${flags}", so writes of other programs would be missed: grant the one or set the other to KA`,
    { retry: 'never' },
  )
}
