import { startRedis, type TestRedis } from '@tradingboost/testkit'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runKeys } from './run-keys.ts'

let server: TestRedis
let raw: Redis
beforeAll(async () => {
  server = await startRedis()
  raw = server.connect()
})
beforeEach(async () => {
  await raw.flushall()
  await raw.set('price:okx:A', '{"price":"1","at":1}', 'PX', 60_000)
})
afterAll(() => server.stop())

test('a Redis as the catalogue says ends with exit code 0, and so does one with legacy keys only', async () => {
  const clean = await runKeys(['audit', '--url', server.url])
  expect([clean.exitCode, clean.stderr]).toEqual([0, ''])
  expect(clean.stdout).toContain('1 keys, every one as the catalogue says')
  await raw.hset('orders:1234', 'a', '{}')
  expect((await runKeys(['audit', '--url', server.url])).exitCode).toBe(0)
  expect((await runKeys(['audit', '--url', server.url, '--fail-on', 'legacy,unknown'])).exitCode).toBe(1)
})

test('findings end with exit code 1, unless their kinds are let pass', async () => {
  await raw.set('nothing:we:know', '1')
  expect((await runKeys(['audit', '--url', server.url])).exitCode).toBe(1)
  expect((await runKeys(['audit', '--url', server.url, '--fail-on', 'wrong-type'])).exitCode).toBe(0)
  expect((await runKeys(['audit', '--url', server.url, '--fail-on', 'none'])).exitCode).toBe(0)
})

test('JSON has keys, families and findings, and stands alone on standard output', async () => {
  await raw.set(Buffer.from([0xff]), '1')
  const { stdout, exitCode } = await runKeys(['audit', '--json'], { REDIS_URL: server.url })
  expect(exitCode).toBe(1)
  expect(JSON.parse(stdout)).toEqual({
    keys: 2,
    families: { price: { keys: 1, bytes: expect.any(Number) } },
    findings: [{ key: '\ufffd', keyBase64: '/w==', kind: 'unknown', detail: expect.any(String) }],
  })
})

test('JUnit, SARIF and proposals are printed on request', async () => {
  await raw.set('nothing:we:know', '1')
  const junit = await runKeys(['audit', '--url', server.url, '--junit'])
  expect(junit.stdout).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites .* failures="1">/)
  const sarif = await runKeys(['audit', '--url', server.url, '--sarif', '--fail-on', 'none'])
  expect(JSON.parse(sarif.stdout).runs[0].results[0]).toMatchObject({ ruleId: 'unknown', level: 'note' })
  const proposed = await runKeys(['audit', '--url', server.url, '--propose'])
  expect(proposed.stdout).toContain(`  template: 'nothing:we:know',`)
  expect(proposed.stderr).toBe('1 of 2 keys are unknown\n')
})

test.each([
  ['no address', ['audit'], /^no Redis is named: pass --url or set REDIS_URL/],
  ['an address that is none', ['audit', '--url', 'cache:secret'], /^the Redis address is neither/],
  ['a server that is not there', ['audit', '--url', 'redis://127.0.0.1:1'], /^no Redis at 127.0.0.1:1: .*ECONNREFUSED/],
  ['two forms', ['audit', '--url', '/x', '--json', '--sarif'], /^error: .*cannot be used with/],
  ['a rate that is none', ['audit', '--url', '/x', '--rate', '-5'], /^error: .*whole number above 0/],
  ['a kind that is none', ['audit', '--url', '/x', '--fail-on', 'lost'], /^error: .*kinds out of legacy, unknown/],
])('%s ends in one sentence and exit code 2', async (_what, args, sentence) => {
  const { exitCode, stdout, stderr } = await runKeys(args, { REDIS_URL: '' })
  expect([exitCode, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1])
  expect(stderr).toMatch(sentence)
})
