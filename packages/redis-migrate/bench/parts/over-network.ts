import { systemClock } from '@tradingboost/domain'
import { startRedis, startTcpProxy } from '@tradingboost/testkit'
import { Redis } from 'ioredis'
import { fillUsers } from '../fill-users.ts'
import { median, rounded } from '../median.ts'
import type { LoopRun } from '../programs/report-loop.ts'
import { runProgram } from '../run-program.ts'

/** Users a second where each round trip takes its time, as between two machines. */
export interface OverNetwork {
  /** Of a PING, median. */
  readonly roundTripMs: number
  readonly originalUsersPerSecond: number
  readonly safeUsersPerSecond: number
  readonly timesOriginal: number
}

/** As `speed`, behind a proxy that lets each chunk arrive 1 ms later. */
export async function measureOverNetwork(users: number, rounds: number): Promise<OverNetwork> {
  const speeds = { original: new Array<number>(), safe: new Array<number>() }
  const trips: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    speeds.original.push(await measure('original', users / 20, trips))
    speeds.safe.push(await measure('safe', users, trips))
  }
  const [original, safe] = [median(speeds.original), median(speeds.safe)]
  return {
    roundTripMs: rounded(median(trips)),
    originalUsersPerSecond: original,
    safeUsersPerSecond: safe,
    timesOriginal: rounded(safe / original),
  }
}

async function measure(name: string, users: number, trips: number[]): Promise<number> {
  await using redis = await startRedis({ listen: 'port' })
  await fillUsers(redis.connect({ protocol: 2 }), users, 5)
  const { hostname, port } = new URL(redis.url)
  await using proxy = await startTcpProxy({ host: hostname, port: Number(port) })
  proxy.delayBy(1)
  const url = redis.url.replace(`:${port}`, `:${proxy.port}`)
  trips.push(await roundTrip(url))
  const { usersPerSecond } = await runProgram<LoopRun>(`${name}-loop`, url)
  console.error(`${name}: ${usersPerSecond} users/s over the network`)
  return usersPerSecond
}

async function roundTrip(url: string): Promise<number> {
  const client = new Redis(url, { protocol: 2 })
  const taken: number[] = []
  for (let ping = 0; ping < 50; ping += 1) {
    const askedAt = performance.now()
    await client.ping()
    taken.push(performance.now() - askedAt)
    await systemClock.sleep(1)
  }
  client.disconnect()
  return median(taken)
}
