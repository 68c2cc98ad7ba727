import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bumps, type Bump } from '@tradingboost/redis-keys'

/** A changeset of one package that waits for the next release. */
export interface PendingChangeset {
  readonly bump: Bump
  /** What it adds to the changelog. */
  readonly text: string
}

/** The pending changesets of a repository that name a package. */
export async function pendingChangesets(root: string, packageName: string): Promise<readonly PendingChangeset[]> {
  const folder = join(root, '.changeset')
  const texts = await Promise.all((await changesetFiles(folder)).map((file) => readFile(join(folder, file), 'utf8')))
  return texts.flatMap((text) => changesetOf(text, packageName) ?? [])
}

/** What one changeset says of a package; undefined when it does not name it. */
export function changesetOf(changeset: string, packageName: string): PendingChangeset | undefined {
  const [whole = '', front = ''] = /^\s*---\r?\n(.*?)\r?\n---/s.exec(changeset) ?? []
  for (const line of front.split('\n')) {
    const [, , name, asked] = /^\s*(['"]?)(.+?)\1\s*:\s*(\w+)\s*$/.exec(line) ?? []
    const bump = bumps.find((one) => one === asked)
    if (name === packageName && bump !== undefined) return { bump, text: changeset.slice(whole.length).trim() }
  }
  return undefined
}

/** The greatest bump that changesets ask for; undefined when there are none. */
export function greatestBump(changesets: readonly PendingChangeset[]): Bump | undefined {
  return bumps.findLast((one) => changesets.some(({ bump }) => bump === one))
}

async function changesetFiles(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((file) => file.endsWith('.md') && file.toLowerCase() !== 'readme.md')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw cause
  }
}
