import { positionCache } from '@tradingboost/redis-keys'
import { Redis } from 'ioredis'

/** Writes so many keys a second and tells its parent when each was sent, in milliseconds since the epoch. */
const [url = '', perSecond = '5000', seconds = '5'] = process.argv.slice(2)
const redis = new Redis(url)
const total = Number(perSecond) * Number(seconds)
const sentAt: number[] = []
const now = (): number => performance.timeOrigin + performance.now()
const startedAt = now()

while (sentAt.length < total) {
  const due = Math.min(total, Math.floor(((now() - startedAt) / 1_000) * Number(perSecond)))
  const writes: Promise<unknown>[] = []
  while (sentAt.length < due) {
    const key = positionCache.build({ userId: String(sentAt.length), exchange: 'okx', symbol: 'W', side: 'long' })
    writes.push(redis.set(key, '{"qty":1}', 'PX', 60_000))
    sentAt.push(now())
  }
  await Promise.all(writes)
  await new Promise((resolve) => setTimeout(resolve, 1))
}
await redis.quit()
process.send?.(sentAt, undefined, undefined, () => process.disconnect?.())
