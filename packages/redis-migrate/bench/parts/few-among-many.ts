import { startRedis } from '@tradingboost/testkit'
import type { Redis } from 'ioredis'
import { rounded } from '../median.ts'
import type { LoopRun } from '../programs/report-loop.ts'
import { runProgram } from '../run-program.ts'

/** What a small job costs a large keyspace, as INFO commandstats counts it. */
export interface FewAmongMany {
  readonly users: number
  readonly otherKeys: number
  /** Calls of SCAN of one pass over all keys, and of the whole run. */
  readonly callsOfOnePass: number
  readonly scanCalls: number
  readonly passes: number
  readonly scanCpuMs: number
  readonly seconds: number
}

export async function measureFewAmongMany(users: number, otherKeys: number): Promise<FewAmongMany> {
  await using redis = await startRedis()
  const raw = redis.connect({ protocol: 2 })
  const fill = `for at = tonumber(ARGV[1]), tonumber(ARGV[2]) do redis.call('SET', 'other:' .. at, '1') end`
  for (let from = 0; from < otherKeys; from += 10_000) {
    await raw.eval(fill, 0, from, Math.min(otherKeys, from + 10_000) - 1)
  }
  for (let user = 0; user < users; user += 1) {
    await raw.set(`okx:positions:${user}`, `[{"instId":"XRP-USDT-SWAP","posSide":"short","pos":"${user}.5"}]`)
  }
  let cursor = '0'
  do [cursor] = await raw.scan(cursor, 'COUNT', 200)
  while (cursor !== '0')
  const onePass = await scanStats(raw)
  await raw.config('RESETSTAT')
  const { usersPerSecond } = await runProgram<LoopRun>('safe-loop', redis.url)
  const { calls, cpuMs } = await scanStats(raw)
  return {
    users,
    otherKeys,
    callsOfOnePass: onePass.calls,
    scanCalls: calls,
    passes: rounded(calls / onePass.calls),
    scanCpuMs: rounded(cpuMs),
    seconds: rounded(users / usersPerSecond),
  }
}

async function scanStats(raw: Redis): Promise<{ readonly calls: number; readonly cpuMs: number }> {
  const [, calls = '0', usec = '0'] = /cmdstat_scan:calls=(\d+),usec=(\d+)/.exec(await raw.info('commandstats')) ?? []
  return { calls: Number(calls), cpuMs: Number(usec) / 1_000 }
}
