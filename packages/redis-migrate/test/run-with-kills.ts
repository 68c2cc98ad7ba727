import { once } from 'node:events'
import { systemClock } from '@tradingboost/domain'
import type { Redis } from 'ioredis'
import { startRunner } from './start-runner.ts'

/**
 * Runs the test migration in processes of their own, each ended by SIGKILL after the next delay; the last one runs to its
 * end. The place of a dead runner is taken at once, for a test does not wait until it runs out.
 */
export async function runWithKills(
  url: string,
  raw: Redis,
  delaysMs: readonly number[],
): Promise<{ readonly kills: number }> {
  let kills = 0
  for (const delayMs of [...delaysMs, undefined]) {
    const child = startRunner(url)
    const exited = once(child, 'exit')
    if (delayMs === undefined) {
      const [code] = (await exited) as [number | null]
      if (code !== 0) throw new Error(`the runner ended with code ${String(code)}`)
      continue
    }
    await Promise.race([once(child, 'message'), exited])
    await Promise.race([systemClock.sleep(delayMs), exited])
    if (child.exitCode === null) {
      child.kill('SIGKILL')
      await exited
      kills += 1
    }
    await raw.del('migrate:9001-baskets:runner')
  }
  return { kills }
}
