import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { startRedis } from '@tradingboost/testkit'
import { fillRedis } from './fill-redis.ts'
import type { LoopRun } from './report-run.ts'

/** `audit-speed.ts [keys] [rounds]`: the audit against the bare loop on the same keys, turn by turn; medians. */
const [keys = 1_000_000, rounds = 3] = process.argv.slice(2).map(Number)

// As the script `keys` of the root runs it: young objects that outgrow 4 MiB are collected, not given more room.
const nodeFlags = ['--max-semi-space-size=4']

await using server = await startRedis()
await fillRedis(server.connect(), keys)
const runs: Record<'bare' | 'audit', LoopRun[]> = { bare: [], audit: [] }
for (let round = 0; round < rounds; round += 1) {
  for (const loop of ['bare', 'audit'] as const) {
    const run = await runLoop(loop)
    runs[loop].push(run)
    console.log(`${loop.padEnd(5)} ${run.keysPerSecond} keys/s, ${run.peakMemoryMiB} MiB, ${run.keys} keys`)
  }
}
const bare = median(runs.bare.map(({ keysPerSecond }) => keysPerSecond))
const audit = median(runs.audit.map(({ keysPerSecond }) => keysPerSecond))
const results = {
  keys,
  rounds,
  node: process.version,
  bareKeysPerSecond: bare,
  auditKeysPerSecond: audit,
  ratio: Number((audit / bare).toFixed(2)),
  auditPeakMemoryMiB: Math.max(...runs.audit.map(({ peakMemoryMiB }) => peakMemoryMiB)),
}
console.log(`ratio ${results.ratio} (goal 0.5), audit at most ${results.auditPeakMemoryMiB} MiB (goal 200)`)
await writeFile(new URL('results.json', import.meta.url), `${JSON.stringify(results, undefined, 2)}\n`)

async function runLoop(loop: 'bare' | 'audit'): Promise<LoopRun> {
  const file = new URL(`${loop}-loop.ts`, import.meta.url).pathname
  const { stdout } = await promisify(execFile)(process.execPath, [...nodeFlags, ...process.execArgv, file, server.url])
  return JSON.parse(stdout) as LoopRun
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
