import { join } from 'node:path'

/** The repository that this program stands in. */
export const ownRepository = join(import.meta.dirname, '../../../..')

/** Where the lock file stands in a repository. */
export const lockPath = 'packages/redis-keys/keys.lock.json'

/** The package whose changesets a change of a key needs. */
export const lockedPackage = '@tradingboost/redis-keys'
