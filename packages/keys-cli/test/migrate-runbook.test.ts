import { readFile } from 'node:fs/promises'
import { systemClock } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { runKeys } from './run-keys.ts'
import { startLegacyRedis } from './start-legacy-redis.ts'

const runbook = new URL('../../../docs/runbooks/migrate-live.md', import.meta.url)
const line = /^npx -y pnpm@12 run keys (?<args>.+?)(?: {2}# exit code (?<code>\d))?$/gm

test('every command of the runbook does what it says, while a program of old writes', async () => {
  const text = await readFile(runbook, 'utf8')
  const commands = Array.from(text.matchAll(line), ({ groups }) => ({
    args: groups?.['args']?.split(' ') ?? [],
    code: Number(groups?.['code'] ?? 0),
  }))
  expect(commands.length).toBeGreaterThan(12)
  await using redis = await startLegacyRedis()
  const { server, raw } = redis
  const legacy = new URL(server.urlAs('legacy'))
  const client = server.connect({
    username: legacy.username,
    password: legacy.password,
    protocol: 2,
    enableReadyCheck: false,
  })
  const before = await raw.get('okx:positions:7')
  const done = new AbortController()
  const write = async (): Promise<void> => {
    for (let at = 0; !done.signal.aborted; at += 1) {
      // Refused while it is fenced, which is what a fence is for.
      await client.set(`okx:positions:${41 + (at % 9)}`, '[]', 'PX', 3_600_000).catch(() => undefined)
      await systemClock.sleep(5)
    }
  }
  const writing = write()
  const codes: [string, number | null][] = []
  const output: string[] = []
  for (const { args } of commands) {
    const run = await runKeys([...args], { REDIS_URL: server.url })
    codes.push([args.join(' '), run.exitCode])
    output.push(run.exitCode === 2 ? run.stderr : run.stdout)
  }
  done.abort()
  await writing
  expect(codes, output.join('\n')).toEqual(commands.map(({ args, code }) => [args.join(' '), code]))
  expect(await raw.get('okx:positions:7')).toBe(before)
  expect(await raw.exists('positions:7:okx:XRP-USDT-SWAP:long', 'positions:index:7:okx')).toBe(0)
}, 240_000)
