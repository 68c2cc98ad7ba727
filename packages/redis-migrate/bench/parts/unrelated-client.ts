import { systemClock } from '@tradingboost/domain'
import { startRedis, type TestRedis } from '@tradingboost/testkit'
import { fillUsers } from '../fill-users.ts'
import { median, quantile, rounded } from '../median.ts'
import type { LoopRun } from '../programs/report-loop.ts'
import { runProgram } from '../run-program.ts'

/** How long a client waits that asks for one key again and again: 99 of 100 answers came within so many milliseconds. */
export interface UnrelatedClient {
  readonly quietP99Ms: number
  readonly atFullSpeedP99Ms: number
  /** With `--rate`, users a second. */
  readonly atRates: readonly { readonly rate: number; readonly p99Ms: number; readonly timesQuiet: number }[]
}

/** For so long each pass of a run goes on at a rate. */
const seconds = 25

export async function measureUnrelatedClient(rates: readonly number[]): Promise<UnrelatedClient> {
  const quiet: number[] = []
  const during = async (users: number, ...args: readonly number[]): Promise<number> => {
    await using redis = await startRedis()
    await fillUsers(redis.connect({ protocol: 2 }), users, 5)
    quiet.push(await p99(redis, () => systemClock.sleep(5_000)))
    return await p99(redis, () => runProgram<LoopRun>('safe-loop', redis.url, ...args))
  }
  const atFullSpeedP99Ms = await during(5_000)
  const found: { readonly rate: number; readonly p99Ms: number }[] = []
  for (const rate of rates) found.push({ rate, p99Ms: await during(rate * seconds, rate) })
  const quietP99Ms = median(quiet)
  return {
    quietP99Ms: rounded(quietP99Ms),
    atFullSpeedP99Ms: rounded(atFullSpeedP99Ms),
    atRates: found.map(({ rate, p99Ms }) => ({
      rate,
      p99Ms: rounded(p99Ms),
      timesQuiet: rounded(p99Ms / quietP99Ms),
    })),
  }
}

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
  return quantile(taken, 0.99)
}
