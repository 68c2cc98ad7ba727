import type { Redis } from 'ioredis'

/** Every key of a database with what it holds, as DUMP, and its time to live in seconds. */
export async function dumpOf(redis: Redis): Promise<Readonly<Record<string, readonly [string, number]>>> {
  const keys = (await redis.keys('*')).toSorted()
  const rows = await Promise.all(
    keys.map(async (key) => {
      const dump = await redis.dumpBuffer(key)
      return [key, [dump?.toString('base64') ?? '', await redis.ttl(key)]] as const
    }),
  )
  return Object.fromEntries(rows)
}
