import { startRedis } from '@tradingboost/testkit'
import { rounded } from '../median.ts'
import type { LoopRun } from '../programs/report-loop.ts'
import { runProgram } from '../run-program.ts'

/** Peak memory of the runner, by how many users it moved. */
export interface Memory {
  readonly runs: readonly { readonly users: number; readonly peakMiB: number; readonly usersPerSecond: number }[]
  /** The peak of the most users in terms of that of the fewest. */
  readonly growth: number
}

export async function measureMemory(counts: readonly number[]): Promise<Memory> {
  const runs = []
  for (const users of counts) {
    await using redis = await startRedis()
    const raw = redis.connect({ protocol: 2 })
    for (let from = 0; from < users; from += 1_000) {
      const pipeline = raw.pipeline()
      for (let user = from; user < Math.min(users, from + 1_000); user += 1) {
        pipeline.set(`okx:positions:${user}`, `[{"instId":"XRP-USDT-SWAP","posSide":"short","pos":"${user}.5"}]`)
      }
      await pipeline.exec()
    }
    const { usersPerSecond, peakMemoryMiB } = await runProgram<LoopRun>('safe-loop', redis.url)
    console.error(`${users} users: ${peakMemoryMiB} MiB, ${usersPerSecond} users/s`)
    runs.push({ users, peakMiB: peakMemoryMiB, usersPerSecond })
  }
  return { runs, growth: rounded((runs.at(-1)?.peakMiB ?? 0) / (runs[0]?.peakMiB ?? 1)) }
}
