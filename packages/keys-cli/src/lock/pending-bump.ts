import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bumps, type Bump } from '@tradingboost/redis-keys'

/** The greatest bump of a package that the changesets of a repository ask for; undefined when none names it. */
export async function pendingBump(root: string, packageName: string): Promise<Bump | undefined> {
  const folder = join(root, '.changeset')
  const asked = new Set<string>()
  for (const file of await changesetFiles(folder)) {
    const bump = bumpIn(await readFile(join(folder, file), 'utf8'), packageName)
    if (bump !== undefined) asked.add(bump)
  }
  return bumps.findLast((bump) => asked.has(bump))
}

/** The bump of a package in the front matter of one changeset. */
export function bumpIn(changeset: string, packageName: string): Bump | undefined {
  const [, front = ''] = /^\s*---\r?\n(.*?)\r?\n---/s.exec(changeset) ?? []
  for (const line of front.split('\n')) {
    const [, , name, bump] = /^\s*(['"]?)(.+?)\1\s*:\s*(\w+)\s*$/.exec(line) ?? []
    if (name === packageName) return bumps.find((one) => one === bump)
  }
  return undefined
}

async function changesetFiles(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((file) => file.endsWith('.md') && file.toLowerCase() !== 'readme.md')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw cause
  }
}
