import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runKeys } from './run-keys.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-docs-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

test('the documents of this repository are those of the catalogue', async () => {
  expect(await runKeys(['docs', '--check'])).toMatchObject({
    exitCode: 0,
    stdout: 'the documents of the keys are up to date\n',
  })
})

test('missing and altered documents are stale, and checking writes nothing', async () => {
  const missing = await runKeys(['docs', '--check', '--folder', folder, '--json'])
  expect(missing.exitCode).toBe(1)
  expect(JSON.parse(missing.stdout)).toMatchObject({ written: false, stale: [expect.any(String), expect.any(String)] })
  expect((await runKeys(['docs', '--folder', folder])).exitCode).toBe(0)
  expect((await runKeys(['docs', '--check', '--folder', folder])).exitCode).toBe(0)

  const file = join(folder, 'redis-keys.md')
  const altered = (await readFile(file, 'utf8')).replace('5 min after each write', '6 min after each write')
  await writeFile(file, altered)
  const stale = await runKeys(['docs', '--check', '--folder', folder])
  expect([stale.exitCode, stale.stdout]).toEqual([
    1,
    expect.stringMatching(/redis-keys\.md is stale: run "npx -y pnpm@12 run keys docs" and commit/),
  ])
  expect(await readFile(file, 'utf8')).toBe(altered)
})
