import { systemClock } from '@tradingboost/domain'
import { Redis } from 'ioredis'

/** What a legacy writer did until it was stopped, and the last size that the server took of each user. */
export interface WrittenPositions {
  readonly writes: number
  readonly refused: number
  readonly seconds: number
  readonly last: Readonly<Record<string, string>>
}

/** A short of each user, as a list of text, over and over. Arguments: the address, how many users. Ends by SIGTERM. */
const [url = '', users = '1000'] = process.argv.slice(2)
const redis = new Redis(url, { protocol: 2, enableReadyCheck: false })
const stopped = new AbortController()
process.once('SIGTERM', () => stopped.abort())
const last: Record<string, string> = {}
let [writes, refused] = [0, 0]
const startedAt = performance.now()
for (let round = 1; !stopped.signal.aborted; round += 1) {
  const batch = Array.from({ length: 50 }, (_, at) => String((round * 50 + at) % Number(users)))
  await Promise.all(
    batch.map(async (user) => {
      const text = `[{"instId":"XRP-USDT-SWAP","posSide":"short","pos":"${round}.5","posId":"1735413639885085201"}]`
      try {
        await redis.set(`okx:positions:${user}`, text)
        last[user] = `${round}.5`
        writes += 1
      } catch {
        refused += 1
      }
    }),
  )
  await systemClock.sleep(5)
}
const seconds = (performance.now() - startedAt) / 1_000
process.stdout.write(JSON.stringify({ writes, refused, seconds, last } satisfies WrittenPositions))
redis.disconnect()
