import { join } from 'node:path'

/** The repository that this program stands in. */
export const ownRepository = join(import.meta.dirname, '../../../..')

/** Where the lock file stands in a repository. */
export const lockPath = 'packages/redis-keys/keys.lock.json'

/** The package whose changesets a change of a key needs. */
export const lockedPackage = '@tradingboost/redis-keys'

/** Where the version of that package is. */
export const manifestPath = 'packages/redis-keys/package.json'

/** Where the locks of released versions are. */
export const keptLockFolder = 'packages/redis-keys/locks'

/** The file with the lock of a released version. */
export function keptLockPath(version: string): string {
  return `${keptLockFolder}/${version}.json`
}
