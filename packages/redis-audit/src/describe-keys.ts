import type { Redis } from 'ioredis'
import { askAll } from './ask-all.ts'
import type { SeenKey } from './seen-key.ts'

/** Type, time to live and size of keys in one round trip; keys that are gone by then are left out. */
export async function describeKeys(redis: Redis, keys: readonly Buffer[]): Promise<readonly SeenKey[]> {
  const replies = await askAll(
    redis,
    keys.flatMap((key) => [['type', key] as const, ['pttl', key] as const, ['memory', 'USAGE', key] as const]),
  )
  return keys.flatMap((bytes, at) => {
    const [type, ttlMs, memoryBytes] = replies.slice(at * 3, at * 3 + 3)
    // -2: the key was gone between TYPE and PTTL.
    if (typeof type !== 'string' || type === 'none' || ttlMs === -2) return []
    return [
      {
        bytes,
        text: bytes.toString('utf8'),
        type,
        ttlMs: wholeNumber(ttlMs, -1),
        memoryBytes: wholeNumber(memoryBytes, 0),
      },
    ]
  })
}

const wholeNumber = (reply: unknown, otherwise: number): number => (typeof reply === 'number' ? reply : otherwise)
