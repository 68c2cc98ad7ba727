import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readLock, type KeptLock } from '@tradingboost/redis-keys'
import { z } from 'zod'
import { readIfThere } from '../read-if-there.ts'
import { git } from './git.ts'
import { keptLockFolder, keptLockPath, lockedPackage, manifestPath } from './repository.ts'

const manifest = z.object({ version: z.string().regex(/^\d+\.\d+\.\d+/) })

/** The locks of the released versions, the newest first. @throws LockError when one cannot be trusted. */
export async function keptLocks(root: string): Promise<readonly KeptLock[]> {
  const versions = (await filesIn(join(root, keptLockFolder))).map((file) => file.replace(/\.json$/, ''))
  const newestFirst = versions.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  return await Promise.all(
    newestFirst.map(async (version) => ({
      version,
      lock: readLock(await readFile(join(root, keptLockPath(version)), 'utf8'), keptLockPath(version)),
    })),
  )
}

/** The version of redis-keys that a repository is at; undefined where it has no such package. */
export async function lockedVersion(root: string): Promise<string | undefined> {
  const text = await readIfThere(join(root, manifestPath))
  return text === undefined ? undefined : manifest.parse(JSON.parse(text)).version
}

/** What is wrong with the kept locks: the present version has none, or one is not as the base revision has it. */
export async function keptLockFindings(root: string, base: string | undefined): Promise<readonly string[]> {
  const version = await lockedVersion(root)
  const isMissing = version !== undefined && (await readIfThere(join(root, keptLockPath(version)))) === undefined
  const missing = `${lockedPackage} is at ${version}, and there is no ${keptLockPath(version ?? '')}: run \`keys lock --release\` and commit it`
  return [...(isMissing ? [missing] : []), ...(base === undefined ? [] : await changedFindings(root, base))]
}

async function changedFindings(root: string, base: string): Promise<readonly string[]> {
  const listed = await git(root, 'ls-tree', '--name-only', '-z', base, `${keptLockFolder}/`)
  const findings: string[] = []
  for (const path of listed?.split('\0') ?? []) {
    if (path === '' || (await git(root, 'show', `${base}:${path}`)) === (await readIfThere(join(root, path)))) continue
    findings.push(
      `${path} is not as ${base} has it, and the lock of a released version never changes: take it from there`,
    )
  }
  return findings
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((file) => file.endsWith('.json'))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw cause
  }
}
