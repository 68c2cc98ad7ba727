import type { RedisTrouble } from './ride-out.ts'

/** Each way in which Redis fails a bot while it trades. */
export function redisTroubles(): readonly RedisTrouble[] {
  let restarting: Promise<void> = Promise.resolve()
  return [
    {
      name: 'gone',
      begin: ({ redis }) => redis.kill(),
      end: ({ redis }) => redis.restart(),
    },
    {
      name: 'slower than its time limit',
      begin: async ({ proxy }) => proxy.delayBy(60_000),
      end: async ({ proxy }) => {
        proxy.heal()
        proxy.reset()
      },
    },
    {
      name: 'silent, its connection still standing',
      begin: async ({ proxy }) => proxy.blackhole(),
      end: async ({ proxy }) => proxy.heal(),
    },
    {
      name: 'out of memory',
      begin: async ({ redis }) => void (await redis.connect().config('SET', 'maxmemory', '1')),
      end: async ({ redis }) => void (await redis.connect().config('SET', 'maxmemory', '0')),
    },
    {
      name: 'read-only',
      begin: async ({ redis }) => void (await redis.connect().replicaof('127.0.0.1', 1)),
      end: async ({ redis }) => void (await redis.connect().replicaof('NO', 'ONE')),
    },
    {
      name: 'loading its data',
      config: { 'key-load-delay': '10000', 'loading-process-events-interval-bytes': '1024' },
      begin: async ({ redis }) => {
        const admin = redis.connect()
        await Promise.all(Array.from({ length: 500 }, (_, at) => admin.set(`filler-${at}`, 'x'.repeat(100))))
        await admin.save()
        await redis.kill()
        restarting = redis.restart()
      },
      end: () => restarting,
    },
  ]
}

/** Redis comes back with what it held before the trouble began, as from a backup; nothing was wrong meanwhile. */
export const olderData: RedisTrouble = {
  name: 'restarted on older data',
  begin: async ({ redis }) => void (await redis.connect().save()),
  end: async ({ redis }) => {
    await redis.kill()
    await redis.restart()
  },
}
