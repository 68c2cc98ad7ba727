import { aclUser, botLease, formatAclUser } from '@tradingboost/redis-keys'
import { startRedis, type TestRedis } from '@tradingboost/testkit'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { runKeys } from './run-keys.ts'

const report = z.object({
  keys: z.int(),
  families: z.record(z.string(), z.object({ keys: z.int(), bytes: z.int() })),
  findings: z.array(z.object({ key: z.string(), keyBase64: z.string().optional(), kind: z.string() })),
})
const auditJson = async (...options: readonly string[]) =>
  report.parse(JSON.parse((await runKeys(['audit', '--url', url, '--json', ...options])).stdout))

let server: TestRedis
let raw: Redis
/** The address with which the generated audit user logs in: no test here has a right that it lacks. */
let url: string
beforeAll(async () => {
  server = await startRedis({
    listen: 'port',
    users: { audit: (sha256) => formatAclUser(aclUser('audit'), 'aclfile', sha256) },
  })
  raw = server.connect()
  url = server.urlAs('audit')
})
beforeEach(async () => {
  await raw.flushall()
  await raw.set('price:okx:A', '{"price":"1","at":1}', 'PX', 60_000)
})
afterAll(() => server.stop())

test('a Redis as the catalogue says ends with exit code 0, and so does one with legacy keys only', async () => {
  const clean = await runKeys(['audit', '--url', url])
  expect([clean.exitCode, clean.stderr]).toEqual([0, ''])
  expect(clean.stdout).toContain(`${server.url}/0: 1 keys, every one as the catalogue says`)
  await raw.hset('orders:1234', 'a', '{}')
  expect((await runKeys(['audit', '--url', url])).exitCode).toBe(0)
  expect((await runKeys(['audit', '--url', url, '--fail-on', 'legacy,unknown'])).exitCode).toBe(1)
})

test('findings end with exit code 1, unless their kinds are let pass', async () => {
  await raw.set('nothing:we:know', '1')
  expect((await runKeys(['audit', '--url', url])).exitCode).toBe(1)
  expect((await runKeys(['audit', '--url', url, '--fail-on', 'wrong-type'])).exitCode).toBe(0)
  expect((await runKeys(['audit', '--url', url, '--fail-on', 'none'])).exitCode).toBe(0)
})

test('JSON has keys, families and findings, and stands alone on standard output', async () => {
  await raw.set(Buffer.from([0xff]), '1')
  const { stdout, exitCode } = await runKeys(['audit', '--json'], { REDIS_URL: url })
  expect(exitCode).toBe(1)
  expect(JSON.parse(stdout)).toEqual({
    redis: `${server.url}/0`,
    keys: 2,
    foreign: {},
    known: 0,
    families: { price: { keys: 1, bytes: expect.any(Number) } },
    findings: [{ key: '\ufffd', keyBase64: '/w==', kind: 'unknown', detail: expect.any(String) }],
  })
})

test('JUnit, SARIF and proposals are printed on request', async () => {
  await raw.set('nothing:we:know', '1')
  const junit = await runKeys(['audit', '--url', url, '--junit'])
  expect(junit.stdout).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites .* failures="1">/)
  const sarif = await runKeys(['audit', '--url', url, '--sarif', '--fail-on', 'none'])
  expect(JSON.parse(sarif.stdout).runs[0].results[0]).toMatchObject({ ruleId: 'unknown', level: 'note' })
  const proposed = await runKeys(['audit', '--url', url, '--propose'])
  expect(proposed.stdout).toContain(`  template: 'nothing:we:know',`)
  expect(proposed.stderr).toBe(`1 of 2 keys are unknown\nRedis: ${server.url}/0\n`)
})

test('a family, a sample and a rate are what the audit keeps to', async () => {
  await raw.set('nothing:we:know', '1')
  await raw.eval(`for i = 1, 50 do redis.call('SET', 'price:okx:S' .. i, 'no price', 'PX', 60000) end`, 0)
  const only = await auditJson('--family', 'price', '--sample', '10')
  expect([only.keys, Object.keys(only.families), only.findings.length <= 10]).toEqual([51, ['price'], true])
  expect(new Set(only.findings.map(({ kind }) => kind))).toEqual(new Set(['invalid-value']))
  expect((await auditJson('--rate', '1000')).keys).toBe(52)
  expect(await runKeys(['audit', '--url', url, '--family', 'prise'])).toMatchObject({
    exitCode: 2,
    stderr: 'no key family is named "prise": see docs/redis-keys.md\n',
  })
})

test('keys that no program should have made are each named, and can be asked about', async () => {
  const bytes = Buffer.from([0xff, 0xfe, 0x3a])
  await raw.set(bytes, '1')
  await raw.set('', '1')
  await raw.set('two\nlines', '1')
  await raw.set('x'.repeat(1_000), '1')
  await raw.xadd('events', '*', 'a', '1')
  await raw.xadd(botLease.build({ botId: 'b' }), '*', 'a', '1')
  const { keys, findings } = await auditJson()
  expect([keys, findings.length]).toEqual([7, 6])
  expect(findings.filter(({ kind }) => kind === 'wrong-type').map(({ key }) => key)).toEqual(['bot:b:lease'])
  const encoded = findings.flatMap(({ keyBase64 }) => keyBase64 ?? [])
  expect(encoded).toEqual([bytes.toString('base64')])
  expect((await runKeys(['explain', '--base64', encoded[0] ?? ''])).stdout).toMatch(/is no key of the catalogue/)
  const { stdout } = await runKeys(['audit', '--url', url])
  expect(stdout).toContain(String.raw`unknown  two\u000alines: `)
  expect(stdout).toContain('unknown  (the empty key): ')
})

test('an audit whose server is another process by now says how far it got and ends with exit code 2', async () => {
  await using dying = await startRedis()
  const admin = dying.connect()
  await admin.eval(`for i = 1, 2000 do redis.call('SET', 'k' .. i, '1') end`, 0)
  const audit = runKeys(['audit', '--url', dying.url, '--rate', '400'])
  const scans = async (): Promise<number> =>
    Number(/cmdstat_scan:calls=(\d+)/.exec(await admin.info('commandstats'))?.[1] ?? 0)
  await expect.poll(scans, { timeout: 20_000 }).toBeGreaterThan(2)
  await dying.restart()
  const { exitCode, stdout, stderr } = await audit
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^the audit ended after [1-9]\d* keys: .* was restarted.*start it again when Redis answers\n$/)
})

test.each([
  ['no address', ['audit'], /^no Redis is named: pass --url or set REDIS_URL/],
  ['an address that is none', ['audit', '--url', 'cache:secret'], /^the Redis address is neither/],
  [
    'a server that is not there',
    ['audit', '--url', 'redis://127.0.0.1:1'],
    /^no Redis at redis:\/\/127.0.0.1:1\/0: .*ECONNREFUSED/,
  ],
  ['two forms', ['audit', '--url', '/x', '--json', '--sarif'], /^error: .*cannot be used with/],
  ['a rate that is none', ['audit', '--url', '/x', '--rate', '-5'], /^error: .*whole number above 0/],
  ['a kind that is none', ['audit', '--url', '/x', '--fail-on', 'lost'], /^error: .*kinds out of legacy, unknown/],
])('%s ends in one sentence and exit code 2', async (_what, args, sentence) => {
  const { exitCode, stdout, stderr } = await runKeys(args, { REDIS_URL: '' })
  expect([exitCode, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1])
  expect(stderr).toMatch(sentence)
})
