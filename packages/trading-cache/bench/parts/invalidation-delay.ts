import { fork } from 'node:child_process'
import { once } from 'node:events'
import { systemClock } from '@tradingboost/domain'
import { startRedis } from '@tradingboost/testkit'
import { readRedisAddress } from '../../src/connection/read-redis-address.ts'
import { openInvalidationReceiver } from '../../src/near/invalidation-receiver.ts'
import { quantile } from '../compare.ts'

/** How long a write by another process takes to be heard of here, in milliseconds. */
export interface InvalidationDelay {
  readonly writesPerSecond: number
  readonly heard: number
  readonly p50: number
  readonly p99: number
  readonly longest: number
  readonly goal: string
  readonly isMet: boolean
}

const perSecond = 5_000
const seconds = 5

export async function benchInvalidationDelay(): Promise<InvalidationDelay> {
  await using server = await startRedis({ listen: 'port' })
  const heardAt = new Map<number, number>()
  const standing = new AbortController()
  const receiver = openInvalidationReceiver(
    {
      address: readRedisAddress(server.url),
      random: Math.random,
      name: 'bench',
      connectWithinMs: 5_000,
      silentForMs: 10_000,
      clock: systemClock,
      prefixes: ['position:'],
      beatMs: 250,
    },
    {
      changed: (keys) => {
        const at = performance.timeOrigin + performance.now()
        for (const key of keys) heardAt.set(Number(key.split(':')[1]), at)
      },
      flushed: () => undefined,
      lost: () => undefined,
      restored: () => standing.abort(),
      heardUpTo: () => undefined,
    },
  )
  await systemClock.sleep(5_000, standing.signal)
  const writer = fork(new URL('../programs/write-steadily.ts', import.meta.url), [
    server.url,
    String(perSecond),
    String(seconds),
  ])
  const [sentAt] = (await once(writer, 'message')) as [readonly number[]]
  await systemClock.sleep(500)
  receiver.close()
  const delays = sentAt.flatMap((sent, at) => {
    const heard = heardAt.get(at)
    return heard === undefined ? [] : [heard - sent]
  })
  const span = ((sentAt.at(-1) ?? 0) - (sentAt[0] ?? 0)) / 1_000
  const p99 = Number(quantile(delays, 0.99).toFixed(2))
  return {
    writesPerSecond: Math.round(sentAt.length / span),
    heard: delays.length,
    p50: Number(quantile(delays, 0.5).toFixed(2)),
    p99,
    longest: Number(Math.max(...delays).toFixed(2)),
    goal: `p99 < 50 ms, and all ${perSecond * seconds} heard`,
    isMet: p99 < 50 && delays.length === sentAt.length,
  }
}
