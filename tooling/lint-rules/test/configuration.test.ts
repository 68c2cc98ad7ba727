import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
let scratch: string

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'lint-configuration-'))
  cpSync(join(root, '.oxlintrc.json'), join(scratch, '.oxlintrc.json'))
  cpSync(join(root, 'tooling/lint-rules/src'), join(scratch, 'tooling/lint-rules/src'), { recursive: true })
})
afterAll(() => rmSync(scratch, { recursive: true }))

/** The rules that the repository's own configuration finds broken in a file of that path and text. */
async function brokenRules(path: string, text: string): Promise<readonly string[]> {
  const file = join(scratch, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${text}\n`)
  const run = promisify(execFile)(join(root, 'node_modules/.bin/oxlint'), ['--format=unix', path], { cwd: scratch })
  const { stdout } = await run.catch((failure: { stdout: string }) => failure)
  rmSync(file)
  return [...stdout.matchAll(/\[\w+\/([^\]]+)\]/g)].map((match) => match[1] ?? '')
}

test('a file without a fault passes', async () => {
  expect(await brokenRules('packages/engine/src/step.ts', 'export const step = 1')).toEqual([])
})

test.each([
  [
    'a raw key',
    'packages/engine/src/a.ts',
    'export const a = (redis) => redis.get(`position:${1}`)',
    'no-raw-redis-keys',
  ],
  ['KEYS', 'packages/engine/src/a.ts', "export const a = (redis) => redis.keys('*')", 'no-keys-command'],
  ['ioredis', 'apps/grid/src/a.ts', "export { Redis } from 'ioredis'", 'no-ioredis-import'],
  [
    'a constructor that throws in a schema',
    'packages/engine/src/a.ts',
    "import { z } from 'zod'; export const a = (price) => z.string().transform(price)",
    'total-transform',
  ],
  ['the time', 'apps/grid/src/a.ts', 'export const a = Date.now()', 'no-ambient-time-or-chance'],
  ['a default export', 'apps/grid/src/a.ts', 'export default 1', 'no-default-export'],
  [
    'a test package in production code',
    'apps/grid/src/a.ts',
    "export { a } from '@tradingboost/testkit'",
    'no-restricted-imports',
  ],
  [
    'Redis in a strategy',
    'apps/grid/src/strategy/a.ts',
    "export { a } from '@tradingboost/trading-cache'",
    'no-restricted-imports',
  ],
  [
    'the catalogue in the language',
    'packages/redis-keys/src/define/a.ts',
    "export { a } from '../catalogue/a.ts'",
    'no-restricted-imports',
  ],
  [
    '301 lines',
    'apps/grid/src/a.ts',
    Array.from({ length: 301 }, (_, line) => `export const a${line} = 1`).join('\n'),
    'max-lines',
  ],
])('%s is found', async (_what, path, text, rule) => {
  expect((await brokenRules(path, text)).join(' ')).toContain(rule)
})

test.each([
  ['ioredis in the cache', 'packages/trading-cache/src/a.ts', "export { Redis } from 'ioredis'"],
  ['the time where the program is composed', 'apps/grid/src/compose.ts', 'export const a = Date.now()'],
  ['the time in a test', 'apps/grid/src/a.test.ts', 'export const a = Date.now()'],
  ['the words of the field in a strategy', 'apps/grid/src/strategy/a.ts', "export { a } from '@tradingboost/domain'"],
  ['the testkit in a test', 'apps/grid/test/integration/a.test.ts', "export { a } from '@tradingboost/testkit'"],
])('%s is allowed', async (_what, path, text) => {
  expect(await brokenRules(path, text)).toEqual([])
})
