import { systemClock } from '@tradingboost/domain'
import { startRedis, type TestRedis } from '@tradingboost/testkit'
import { fillUsers } from '../fill-users.ts'
import { median, quantile, rounded } from '../median.ts'
import type { LoopRun } from '../programs/report-loop.ts'
import { runProgram, runProgramOn } from '../run-program.ts'
import { stayOn } from '../stay-on.ts'

/** How long a client waits that asks for one key again and again: 99 of 100 answers came within so many milliseconds. */
export interface UnrelatedClient {
  /** Server and client on one core, the runner on another, as one on a machine of its own. */
  readonly apart: Waits
  /** All three wherever there is room on two cores. */
  readonly together: Waits
}

export interface Waits {
  readonly quietP99Ms: number
  readonly atFullSpeedP99Ms: number
  /** With `--rate`, users a second. */
  readonly atRates: readonly { readonly rate: number; readonly p99Ms: number; readonly timesQuiet: number }[]
}

/** For so long each pass of a run goes on at a rate. */
const seconds = 25

export async function measureUnrelatedClient(rates: readonly number[]): Promise<UnrelatedClient> {
  const together = await measureWaits(rates.slice(-1), false)
  return { together, apart: await measureWaits(rates, true) }
}

async function measureWaits(rates: readonly number[], isApart: boolean): Promise<Waits> {
  const quiet: number[] = []
  const during = async (users: number, ...args: readonly number[]): Promise<number> => {
    await using redis = await startRedis()
    await fillUsers(redis.connect({ protocol: 2 }), users, 5)
    await using _ = isApart ? await stayOn(0, [process.pid, await pidOf(redis)]) : undefined
    quiet.push(await p99(redis, () => systemClock.sleep(5_000)))
    const result = await p99(redis, () =>
      isApart
        ? runProgramOn<LoopRun>(1, 'safe-loop', redis.url, ...args)
        : runProgram<LoopRun>('safe-loop', redis.url, ...args),
    )
    console.error(
      `${isApart ? 'apart' : 'together'} ${args.join(' ')}: ${rounded(result)} ms, quiet ${rounded(quiet.at(-1) ?? 0)} ms`,
    )
    return result
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

async function pidOf(redis: TestRedis): Promise<number> {
  const info = await redis.connect({ protocol: 2 }).info('server')
  return Number(/^process_id:(\d+)/m.exec(info)?.[1])
}
