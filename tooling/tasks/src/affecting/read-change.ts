import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../run-program.ts'
import { changedFamilies, importersOf } from './changed-families.ts'

/** Files, relative to the root, that differ from the common ancestor with the base; uncommitted and untracked ones included. */
export async function changedFiles(root: string, base: string): Promise<readonly string[]> {
  const ancestor = (await git(root, 'merge-base', base, 'HEAD')).trim()
  const tracked = await git(root, 'diff', '--name-only', '--no-renames', '-z', ancestor)
  const untracked = await git(root, 'ls-files', '--others', '--exclude-standard', '-z')
  return [...new Set(`${tracked}${untracked}`.split('\0'))].filter((file) => file !== '').toSorted()
}

/** Each key family whose definition the change touches, with the source files of apps and packages that import it. */
export async function changedFamilyUsers(
  root: string,
  base: string,
  changed: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const catalogues = changed.filter((file) => /^packages\/redis-keys\/src\/catalogue\/[^/]+(?<!\.test)\.ts$/.test(file))
  if (catalogues.length === 0) return new Map()
  const ancestor = (await git(root, 'merge-base', base, 'HEAD')).trim()
  const listed = await git(root, 'ls-files', '-z', 'apps/*/src/*.ts', 'packages/*/src/*.ts')
  const sources = listed.split('\0').filter((file) => file !== '' && !file.endsWith('.test.ts'))
  const texts = new Map(sources.map((file) => [file, textOf(root, file)]))
  const users = new Map<string, readonly string[]>()
  for (const file of catalogues) {
    const before = await runProgram('git', ['show', `${ancestor}:${file}`], { cwd: root, output: 'keep' })
    for (const family of changedFamilies(before.exitCode === 0 ? before.output : '', textOf(root, file))) {
      users.set(family, importersOf(family, texts))
    }
  }
  return users
}

function textOf(root: string, file: string): string {
  try {
    return readFileSync(join(root, file), 'utf8')
  } catch (cause) {
    // The change deletes it.
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return ''
    throw cause
  }
}

async function git(root: string, ...args: readonly string[]): Promise<string> {
  const { exitCode, output } = await runProgram('git', args, { cwd: root, output: 'keep' })
  if (exitCode !== 0) throw new Error(`git ${args.join(' ')} failed: ${output.trim()}`)
  return output
}
