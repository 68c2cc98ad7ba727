import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRedis, type TestRedis } from '@tradingboost/testkit'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runKeys } from './run-keys.ts'

let server: TestRedis
let raw: Redis
let folder: string
let file: string
beforeAll(async () => {
  server = await startRedis({ listen: 'port' })
  raw = server.connect()
  folder = await mkdtemp(join(tmpdir(), 'keys-baseline-'))
  file = join(folder, 'known.jsonl')
})
beforeEach(async () => {
  await raw.flushall()
  await raw.set('nothing:we:know', '1')
  await raw.set(Buffer.from([0xff]), '1')
  await raw.set('price:okx:A', '{"price":"1","at":1}')
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})
const keys = (...args: readonly string[]) => runKeys([...args, '--url', server.url])

test('an audit with a baseline fails on new findings only, and names no other', async () => {
  const written = await keys('baseline', file)
  expect(written).toEqual({
    exitCode: 0,
    stdout: `${server.url}/0: 3 keys, wrote ${file} with 3 findings\n`,
    stderr: '',
  })
  expect((await keys('audit')).exitCode).toBe(1)
  const same = await keys('audit', '--baseline', file)
  expect([same.exitCode, same.stderr]).toEqual([0, ''])
  expect(same.stdout).toMatch(/0: 3 keys, no new finding, 3 known findings besides\n$/)

  await raw.set('new:one', '1')
  await raw.set(Buffer.from([0xfe]), '1')
  const more = await keys('audit', '--baseline', file, '--json')
  expect(more.exitCode).toBe(1)
  expect(JSON.parse(more.stdout)).toMatchObject({
    known: 3,
    findings: [
      { key: 'new:one', kind: 'unknown' },
      { keyBase64: '/g==', kind: 'unknown' },
    ],
  })
})

test('another kind of finding under a known key is new', async () => {
  await keys('baseline', file)
  await raw.set('price:okx:A', 'no price', 'PX', 60_000)
  const { exitCode, stdout } = await keys('audit', '--baseline', file)
  expect([exitCode, stdout]).toEqual([1, expect.stringMatching(/1 findings: 1 invalid-value, 2 known/)])
})

test('findings of the baseline that are gone are counted, so that it is written again', async () => {
  await keys('baseline', file)
  await raw.del('nothing:we:know')
  const { exitCode, stderr } = await keys('audit', '--baseline', file)
  expect([exitCode, stderr]).toEqual([
    0,
    `1 of the 3 findings in ${file} are gone: write it again with keys baseline ${file}\n`,
  ])
  expect((await keys('baseline', file)).exitCode).toBe(0)
  expect((await readFile(file, 'utf8')).split('\n')).toEqual([
    `{"format":"keys-audit-baseline-1","redis":"${server.url}/0"}`,
    '{"kind":"ttl-missing","key":"price:okx:A"}',
    '{"kind":"unknown","key":"\ufffd","keyBase64":"/w=="}',
    '',
  ])
})

test('a baseline that is missing, none or cannot be written ends in one sentence and exit code 2', async () => {
  const missing = await keys('audit', '--baseline', join(folder, 'nowhere'))
  expect([missing.exitCode, missing.stderr]).toEqual([2, expect.stringMatching(/nowhere cannot be read: ENOENT.*\n$/)])
  for (const [text, line] of [
    ['', 1],
    ['{"format":"another","redis":""}\n', 1],
    ['{"format":"keys-audit-baseline-1","redis":""}\n{"kind":"lost","key":"a"}\n', 2],
  ] as const) {
    await writeFile(file, text)
    const { exitCode, stderr } = await keys('audit', '--baseline', file)
    expect([exitCode, stderr]).toEqual([
      2,
      `line ${line} of ${file} is none of a baseline: write the file with keys baseline\n`,
    ])
  }
  const unwritable = await keys('baseline', join(folder, 'no/such/folder'))
  expect([unwritable.exitCode, unwritable.stderr]).toEqual([2, expect.stringMatching(/cannot be written: ENOENT.*\n$/)])
  expect(await readdir(folder)).toEqual(['known.jsonl'])
})

test('a summary and the figures for Prometheus name no key', async () => {
  await raw.set('celery-task-meta-1', '{}')
  const summary = await keys('audit', '--summary')
  expect([summary.exitCode, summary.stdout]).toEqual([
    1,
    expect.stringMatching(/^price +1 +\d+ B +1 ttl-missing\n\nof other programs [^]*\nceleryResult +1 /m),
  ])
  expect(JSON.parse((await keys('audit', '--summary', '--json')).stdout)).toMatchObject({
    redis: `${server.url}/0`,
    foreign: { celeryResult: { keys: 1 } },
    families: { price: { keys: 1, findings: { 'ttl-missing': 1 } } },
    findings: { unknown: 2, 'ttl-missing': 1, legacy: 0 },
  })
  const figures = await keys('audit', '--prometheus')
  expect(figures.stdout).toContain(`keys_audit_findings{redis="${server.url}/0",kind="unknown"} 2\n`)
  for (const { stdout } of [summary, figures]) expect(stdout).not.toContain('nothing:we:know')
})
