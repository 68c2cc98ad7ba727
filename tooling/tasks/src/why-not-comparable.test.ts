import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runProgram } from './run-program.ts'
import { whyNotComparable } from './why-not-comparable.ts'

let folder: string
const git = async (...args: readonly string[]): Promise<void> => {
  const result = await runProgram('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
    cwd: folder,
    output: 'keep',
  })
  expect(result.exitCode, result.output).toBe(0)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'why-not-comparable-'))
  await git('init', '--quiet', '--initial-branch=main', 'origin')
  for (const message of ['first', 'second'])
    await git('-C', 'origin', 'commit', '--quiet', '--allow-empty', '-m', message)
  await git('clone', '--quiet', `file://${folder}/origin`, 'full')
  await git('clone', '--quiet', '--depth=1', `file://${folder}/origin`, 'shallow')
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a full clone with the base in it can be compared', async () => {
  expect(await whyNotComparable(join(folder, 'full'), 'origin/main')).toBeUndefined()
})

test('a shallow clone is refused with what to do', async () => {
  expect(await whyNotComparable(join(folder, 'shallow'), 'origin/main')).toMatch(/shallow.*fetch-depth: 0/)
})

test('an unknown base is refused by its name', async () => {
  expect(await whyNotComparable(join(folder, 'full'), 'origin/release')).toMatch(/origin\/release.*TURBO_SCM_BASE/)
})

test('a folder without a repository is refused', async () => {
  expect(await whyNotComparable(folder, 'origin/main')).toContain('git cannot read this checkout')
})
