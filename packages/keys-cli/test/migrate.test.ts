import { expect, test } from 'vitest'
import { runKeys } from './run-keys.ts'
import { startLegacyRedis } from './start-legacy-redis.ts'

const id = '0003-grid-positions'

/** Commands that the server did since its statistics were reset and that may write, as COMMAND INFO says. */
async function writesOf(raw: Awaited<ReturnType<typeof startLegacyRedis>>['raw']): Promise<readonly string[]> {
  const stats = await raw.info('commandstats')
  const sent = Array.from(stats.matchAll(/cmdstat_([^:]+):/g), ([, name = '']) => name.replace('|', ' '))
  const flagged = await Promise.all(
    sent.map(async (name) => {
      const info = (await raw.call('command', 'INFO', name.replace(' ', '|'))) as [[string, number, string[]] | null]
      return info[0]?.[2].includes('write') === true ? [name] : []
    }),
  )
  return flagged.flat().filter((name) => !name.startsWith('eval'))
}

test('a dry run, a plan, a status and a verify write nothing at all, over a half-done run too', async () => {
  await using redis = await startLegacyRedis()
  const { server, raw } = redis
  const look = async (): Promise<void> => {
    await raw.config('RESETSTAT')
    for (const args of [
      ['plan', id],
      ['run', id],
      ['run', id, '--until', 'contract'],
      ['status', id],
      ['rollback', id],
      ['restore', id],
      ['abort', id],
      ['list'],
    ]) {
      const { exitCode, stderr } = await runKeys(['migrate', ...args], { REDIS_URL: server.url })
      expect([args, exitCode === 2 ? stderr : '']).toEqual([args, ''])
    }
  }
  await look()
  expect(await writesOf(raw)).toEqual([])
  await runKeys(['migrate', 'run', id, '--execute', '--until', 'backfill'], { REDIS_URL: server.url })
  await look()
  await runKeys(['migrate', 'verify', id], { REDIS_URL: server.url })
  expect(await writesOf(raw)).toEqual([])
}, 240_000)

/** Server and database, in the JSON of every report. */
const named = /^(redis:\/\/.*\/|\/.*\?db=)0$/

test('the summary and the exit code tell the truth, as JSON too', async () => {
  await using redis = await startLegacyRedis(10)
  const { server, raw } = redis
  const plan = await runKeys(['migrate', 'plan', id, '--url', server.url, '--json'])
  expect([plan.exitCode, JSON.parse(plan.stdout)]).toMatchObject([
    1,
    {
      redis: expect.stringMatching(named),
      keys: 11,
      moves: 10,
      targets: 20,
      refusals: [{ key: 'okx:positions:9999', kind: 'refused' }],
    },
  ])
  const left = await runKeys(['migrate', 'run', id, '--execute', '--until', 'contract', '--url', server.url, '--json'])
  expect([left.exitCode, JSON.parse(left.stdout)]).toMatchObject([
    1,
    {
      redis: expect.stringMatching(named),
      phase: 'contract',
      moved: 10,
      removed: 10,
      refusals: { refused: 1, conflict: 0 },
    },
  ])
  const status = async (...args: string[]): Promise<string> =>
    (await runKeys(['migrate', 'status', id, '--url', server.url, ...args])).stdout
  expect(await status()).toContain('\nleft: 1 refused, 0 in conflict, 0 no matter of it\n')
  expect(JSON.parse(await status('--json'))).toMatchObject({
    redis: expect.stringMatching(named),
    refusals: { refused: 1, conflict: 0, stays: 0 },
  })
  const progress = left.stderr.trim().split('\n')
  for (const said of progress) expect(JSON.parse(said)).toMatchObject({ phase: expect.any(String), total: 11 })
  expect(await raw.exists('okx:positions:9999')).toBe(1)
  await raw.flushall()
  await raw.set('okx:positions:1', '[]')
  const clean = await runKeys(['migrate', 'run', id, '--execute', '--until', 'contract', '--url', server.url])
  expect([clean.exitCode, clean.stdout]).toEqual([0, expect.stringContaining('1 keys moved, none refused')])
})

test.each([
  ['no address', ['status'], /^no Redis is named/],
  ['a migration that is none', ['plan', '0009', '--url', '/x'], /^no migration is called 0009: there are 0001-/],
  ['a server that is not there', ['plan', id, '--url', 'redis://127.0.0.1:1'], /^no Redis at redis:\/\/127.0.0.1:1\/0/],
  ['a phase that is none', ['run', id, '--until', 'somewhere', '--url', '/x'], /Allowed choices are expand, backfill/],
  ['a rate that is none', ['throttle', '-1', '--url', '/x'], /^error: /],
  ['a share that is none', ['run', id, '--min-free-memory', '101', '--url', '/x'], /from 0 to 100/],
] as const)('%s ends in one sentence and exit code 2', async (_what, args, sentence) => {
  const { exitCode, stdout, stderr } = await runKeys(['migrate', ...args], { REDIS_URL: '' })
  expect([exitCode, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1])
  expect(stderr).toMatch(sentence)
})

test('nothing to control, to go back from or to restore is said, and a live runner is not run over', async () => {
  await using redis = await startLegacyRedis(3)
  const { server, raw } = redis
  const sentence = async (...args: string[]): Promise<[number | null, string]> => {
    const { exitCode, stderr, stdout } = await runKeys(['migrate', ...args], { REDIS_URL: server.url })
    return [exitCode, exitCode === 2 ? stderr : stdout]
  }
  expect(await sentence('pause')).toEqual([2, expect.stringMatching(/^no migration is under way/)])
  expect(await sentence('pause', id)).toEqual([2, expect.stringMatching(/is not under way: run it first/)])
  expect(await sentence('restore', id, '--execute')).toEqual([2, expect.stringMatching(/has removed nothing/)])
  await raw.set(`migrate:${id}:runner`, 'somebody', 'PX', 5_000)
  expect(await sentence('run', id, '--execute')).toEqual([2, expect.stringMatching(/^runner somebody moves/)])
})

test('how long old keys can be restored is told, and once their backups are gone a restore says so', async () => {
  await using redis = await startLegacyRedis(3)
  const { server } = redis
  const migrate = async (...args: string[]) => await runKeys(['migrate', ...args], { REDIS_URL: server.url })
  await migrate('run', id, '--execute', '--until', 'contract')
  expect((await migrate('status', id)).stdout).toMatch(/the old keys removed last can be restored until 20\d\d-/)
  expect(await migrate('restore', id, '--execute')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^3 old keys stand again, 0 had expired meanwhile, 0 are left\n$/),
  })
  await migrate('run', id, '--execute', '--until', 'contract', '--retention', '0')
  expect(await migrate('restore', id, '--execute')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/^the backups of the 3 old keys that 0003-grid-positions removed are gone since /),
  })
}, 240_000)

test('old keys that were written after contract are seen by plan, verify and audit, and moved or named by the next run', async () => {
  await using redis = await startLegacyRedis(3)
  const { server, raw } = redis
  const keys = async (...args: string[]) => await runKeys(args, { REDIS_URL: server.url })
  await raw.del('okx:positions:9999')
  const row = (size: string): string => `[{"instId": "XRP-USDT-SWAP", "posSide": "long", "pos": "${size}"}]`
  expect((await keys('migrate', 'run', id, '--execute', '--until', 'contract')).exitCode).toBe(0)
  await raw.set('okx:positions:1', row('77'))
  await raw.set('okx:positions:50', row('5'))
  expect((await keys('migrate', 'plan', id)).stdout).toContain('2 of 2 keys move')
  expect(await keys('migrate', 'verify', id)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/plan it to see old keys that were written since, and run it to move or name them/),
  })
  const audit = await keys('audit')
  expect([audit.exitCode, audit.stdout]).toEqual([1, expect.stringContaining('exchangePositions')])
  const again = await keys('migrate', 'run', id, '--execute')
  expect([again.exitCode, again.stdout]).toEqual([1, expect.stringMatching(/ 1 LEFT.*removed: 1 old keys/s)])
  expect(again.stdout).toMatch(
    /okx:positions:1 {2}conflict: it was written after .*, and the new layout says otherwise/,
  )
  expect(await raw.hget('positions:50:okx:XRP-USDT-SWAP:long', 'quantity')).toBe('5')
  await raw.del('okx:positions:1')
  expect((await keys('migrate', 'run', id, '--execute')).exitCode).toBe(0)
}, 240_000)

test('a migration is named by its number too, and a legacy user that does not exist is refused before the backfill', async () => {
  await using redis = await startLegacyRedis(3)
  const { server, raw } = redis
  const keys = async (...args: string[]) => await runKeys(['migrate', ...args], { REDIS_URL: server.url })
  for (const name of ['3', '0003', id]) {
    const { exitCode, stdout } = await keys('status', name)
    expect([exitCode, stdout]).toEqual([0, `${id}: none\n`])
  }
  expect(await keys('run', '3', '--execute', '--until', 'cutover', '--legacy-user', 'legacy', 'nobody')).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: `${server.url}/0 knows no user "nobody": ACL USERS lists those there are; name one as --legacy-user\n`,
  })
  expect(await raw.dbsize()).toBe(4)
}, 240_000)

test('progress is for people where standard error is no terminal, too', async () => {
  await using redis = await startLegacyRedis(3)
  await redis.raw.del('okx:positions:9999')
  const { exitCode, stderr } = await runKeys(['migrate', 'run', '3', '--execute'], { REDIS_URL: redis.server.url })
  expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/^backfill \[.*\] \d+ % {2}\d of 3 keys/m)])
}, 240_000)

test('--version prints the version', async () => {
  expect(await runKeys(['--version'])).toEqual({
    exitCode: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: '',
  })
})
