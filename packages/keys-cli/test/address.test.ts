import { startTlsRedis, type TlsRedis } from '@tradingboost/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runKeys } from './run-keys.ts'

let tls: TlsRedis
beforeAll(async () => {
  tls = await startTlsRedis()
  await tls.redis.connect({ db: 2 }).set('nobody:knows:me', '1')
})
afterAll(async () => {
  await tls[Symbol.asyncDispose]()
})

test('audit and migrate reach the same database over TLS with --cacert, --cert and --key, and name it', async () => {
  const { cacert, client } = tls.certificates
  const url = `rediss://127.0.0.1:${tls.port}?db=2`
  const files = ['--cacert', cacert, '--cert', client.cert, '--key', client.key]
  const audit = await runKeys(['audit', ...files], { REDIS_URL: url })
  expect([audit.exitCode, audit.stdout]).toEqual([1, expect.stringContaining('nobody:knows:me')])
  const list = await runKeys(['migrate', 'list', ...files], { REDIS_URL: url })
  expect([list.exitCode, list.stdout]).toEqual([0, expect.stringContaining('0003-grid-positions  none  ')])
  expect(audit.stdout).toContain(`rediss://127.0.0.1:${tls.port}/2: 1 keys`)
  expect(list.stderr).toBe(`Redis: rediss://127.0.0.1:${tls.port}/2\n`)
}, 240_000)

test.each([
  [
    'a password with unescaped characters',
    'redis://:p@ss#w/rd@h',
    /unescaped: in a user or password they are written as/,
  ],
  ['a file that is not there', 'rediss://h?cacert=/missing.pem', /names \/missing.pem as cacert, which cannot be read/],
])(
  '%s ends in one sentence and exit code 2',
  async (_what, url, sentence) => {
    for (const args of [['audit'], ['migrate', 'list']]) {
      const { exitCode, stdout, stderr } = await runKeys(args, { REDIS_URL: url })
      expect([exitCode, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1])
      expect(stderr).toMatch(sentence)
    }
  },
  60_000,
)
