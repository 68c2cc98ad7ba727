import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { systemClock } from '@tradingboost/domain'
import { startRedis, type TestRedis } from '@tradingboost/testkit'
import { fillUsers } from './fill-users.ts'
import type { LoopRun } from './report-loop.ts'

/** Users a second of 0003 against loops without its safety, on a Redis of their own each, and what others feel of it. */
const [users = 20_000, rounds = 3] = process.argv.slice(2).map(Number)
const positions = 5
const run = promisify(execFile)

async function loop(name: string, redis: TestRedis): Promise<LoopRun> {
  const program = fileURLToPath(new URL(`${name}-loop.ts`, import.meta.url))
  const { stdout } = await run(process.execPath, ['--conditions=@tradingboost/source', program, redis.url], {
    maxBuffer: 1e8,
  })
  return JSON.parse(stdout) as LoopRun
}

async function measure(name: string, count: number): Promise<LoopRun> {
  await using redis = await startRedis()
  await fillUsers(redis.connect({ protocol: 2 }), count, positions)
  return await loop(name, redis)
}

/** The slowest hundredth of the answers to a client that asks for one key again and again, in milliseconds. */
async function p99(redis: TestRedis, work: () => Promise<unknown>): Promise<number> {
  const client = redis.connect({ protocol: 2 })
  await client.set('unrelated', 'x')
  const taken: number[] = []
  const done = new AbortController()
  const ask = async (): Promise<void> => {
    while (!done.signal.aborted) {
      const askedAt = performance.now()
      await client.get('unrelated')
      taken.push(performance.now() - askedAt)
      await systemClock.sleep(1)
    }
  }
  const asking = ask()
  await work()
  done.abort()
  await asking
  return taken.toSorted((a, b) => a - b)[Math.floor(taken.length * 0.99)] ?? 0
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const speeds = { bare: new Array<number>(), original: new Array<number>(), safe: new Array<number>() }
let memory = 0
// Interleaved, so that what else the machine does falls on all of them.
for (let round = 0; round < rounds; round += 1) {
  for (const name of ['bare', 'original', 'safe'] as const) {
    const { usersPerSecond, peakMemoryMiB } = await measure(name, name === 'original' ? users / 4 : users)
    speeds[name].push(usersPerSecond)
    if (name === 'safe') memory = peakMemoryMiB
    console.log(`${name}: ${usersPerSecond} users/s, ${peakMemoryMiB} MiB`)
  }
}
await using redis = await startRedis()
await fillUsers(redis.connect({ protocol: 2 }), users, positions)
const quietMs = await p99(redis, () => systemClock.sleep(3_000))
const busyMs = await p99(redis, () => loop('safe', redis))
const [bare, original, safe] = [median(speeds.bare), median(speeds.original), median(speeds.safe)]
const results = {
  users,
  positions,
  rounds,
  node: process.version,
  bareUsersPerSecond: bare,
  originalUsersPerSecond: original,
  safeUsersPerSecond: safe,
  ofBare: Number((safe / bare).toFixed(2)),
  timesOriginal: Number((safe / original).toFixed(2)),
  unrelatedP99Ms: { quiet: Number(quietMs.toFixed(2)), whileItRuns: Number(busyMs.toFixed(2)) },
  runnerPeakMemoryMiB: memory,
}
console.table(results)
await writeFile(new URL('results.json', import.meta.url), `${JSON.stringify(results, undefined, 2)}\n`)
