import { startRedis } from '@tradingboost/testkit'
import { fillUsers } from '../fill-users.ts'
import { median, rounded } from '../median.ts'
import type { LoopRun } from '../programs/report-loop.ts'
import { runProgram } from '../run-program.ts'

/** Users a second, each on a Redis of its own. */
export interface Speed {
  readonly users: number
  readonly positions: number
  readonly rounds: number
  readonly bareUsersPerSecond: number
  readonly originalUsersPerSecond: number
  readonly safeUsersPerSecond: number
  readonly ofBare: number
  readonly timesOriginal: number
}

const positions = 5

/** 0003 from plan to removal against a loop without its safety, and against the original's method. */
export async function measureSpeed(users: number, rounds: number): Promise<Speed> {
  const speeds = { bare: new Array<number>(), original: new Array<number>(), safe: new Array<number>() }
  // Interleaved, so that what else the machine does falls on all of them.
  for (let round = 0; round < rounds; round += 1) {
    for (const name of ['bare', 'original', 'safe'] as const) {
      const { usersPerSecond } = await measure(name, name === 'original' ? users / 4 : users)
      speeds[name].push(usersPerSecond)
      console.error(`${name}: ${usersPerSecond} users/s`)
    }
  }
  const [bare, original, safe] = [median(speeds.bare), median(speeds.original), median(speeds.safe)]
  return {
    users,
    positions,
    rounds,
    bareUsersPerSecond: bare,
    originalUsersPerSecond: original,
    safeUsersPerSecond: safe,
    ofBare: rounded(safe / bare),
    timesOriginal: rounded(safe / original),
  }
}

async function measure(name: string, users: number): Promise<LoopRun> {
  await using redis = await startRedis()
  await fillUsers(redis.connect({ protocol: 2 }), users, positions)
  return await runProgram(`${name}-loop`, redis.url)
}
