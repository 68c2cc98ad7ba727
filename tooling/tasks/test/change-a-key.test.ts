import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProgramResult } from '../src/run-program.ts'
import { repositoryRoot } from '../src/repository.ts'
import { readRunbook, type RunbookStep } from './read-runbook.ts'
import { createScratchRepository, type ScratchRepository } from './scratch-repository.ts'

const runbook = readFileSync(join(repositoryRoot, 'docs/runbooks/change-a-key.md'), 'utf8')
const manifest = 'packages/redis-keys/package.json'

let scratch: ScratchRepository
beforeAll(async () => {
  scratch = createScratchRepository()
  const changesets = join(scratch.root, '.changeset')
  // What waits to be released would ask for a bump of its own.
  for (const file of readdirSync(changesets).filter((name) => name.endsWith('.md') && name !== 'README.md')) {
    rmSync(join(changesets, file))
  }
  await git('add', '--all')
  await git('commit', '--quiet', '--message', 'Release')
  await git('branch', '--move', 'main')
  await git('checkout', '--quiet', '-b', 'grid-symbols')
})
afterAll(() => scratch[Symbol.dispose]())

async function git(...args: readonly string[]): Promise<void> {
  const author = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false']
  const { exitCode, output } = await scratch.run('git', [...author, ...args])
  if (exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${output}`)
}

/** Does what the blocks tell and returns where something else came of it. */
async function follow(steps: readonly RunbookStep[]): Promise<readonly string[]> {
  const surprises: string[] = []
  let output = ''
  let before: RunbookStep['kind'] | undefined
  for (const step of steps) {
    switch (step.kind) {
      case 'patch':
        scratch.write('.turbo/step.diff', step.text)
        await git('apply', '.turbo/step.diff')
        break
      case 'command': {
        const result = await run(step.words)
        output = before === 'command' ? output + result.output : result.output
        if (result.exitCode !== step.exitCode) {
          surprises.push(`${step.words.join(' ')} ended with ${result.exitCode}: ${result.output}`)
        }
        break
      }
      case 'output':
        if (!output.includes(step.line)) surprises.push(`"${step.line}" is not in what was printed: ${output}`)
        break
    }
    before = step.kind
  }
  return surprises
}

/** `npx -y pnpm@12` fetches the pnpm that is on PATH here. */
async function run(words: readonly string[]): Promise<ProgramResult> {
  const isPnpm = words.slice(0, 3).join(' ') === 'npx -y pnpm@12'
  const [command = '', ...args] = isPnpm ? ['pnpm', ...words.slice(3)] : words
  return await scratch.run(command, args)
}

const versionOf = (): string => (JSON.parse(scratch.read(manifest)) as { version: string }).version

test('the runbook leads from a new template to a released version, and every command prints what it says', async () => {
  const [major, minor] = versionOf().split('.')
  expect(await follow(readRunbook(runbook))).toEqual([])
  expect(versionOf()).toBe(`${major}.${Number(minor) + 1}.0`)
  expect(scratch.read('packages/redis-keys/CHANGELOG.md')).toContain('Running symbols stand in a set')
}, 240_000)
