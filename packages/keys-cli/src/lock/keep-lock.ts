import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeLock } from '@tradingboost/redis-keys'
import { KeysCliError } from '../keys-cli-error.ts'
import { readIfThere } from '../read-if-there.ts'
import { lockedVersion } from './kept-locks.ts'
import { catalogueLock } from './lock-file.ts'
import { pendingChangesets } from './pending-changesets.ts'
import { keptLockFolder, keptLockPath, lockPath, lockedPackage, manifestPath } from './repository.ts'

/**
 * Keeps the lock file as that of the version that package.json names, for all later versions to be compared with, and
 * returns its path. The lock of a version is written once.
 *
 * @throws KeysCliError when changesets are pending, so that the version is not the next one yet, when the lock is behind
 * the catalogue, or when another lock is kept for the version.
 */
export async function keepLock(root: string): Promise<{ readonly path: string; readonly written: boolean }> {
  const version = await lockedVersion(root)
  if (version === undefined) throw new KeysCliError(`${root} has no ${manifestPath}: name the repository with --root`)
  const text = writeLock(catalogueLock())
  if ((await readIfThere(join(root, lockPath))) !== text) {
    throw new KeysCliError(`${lockPath} is behind the catalogue: run \`keys lock\` first`)
  }
  const path = keptLockPath(version)
  const kept = await readIfThere(join(root, path))
  if (kept === text) return { path, written: false }
  if ((await pendingChangesets(root, lockedPackage)).length > 0) {
    throw new KeysCliError(`changesets of ${lockedPackage} are pending: run \`changeset version\` first`)
  }
  if (kept !== undefined) {
    throw new KeysCliError(
      `${path} is another lock, and that of a released version never changes: release a new version`,
    )
  }
  await mkdir(join(root, keptLockFolder), { recursive: true })
  await writeFile(join(root, path), text)
  return { path, written: true }
}
