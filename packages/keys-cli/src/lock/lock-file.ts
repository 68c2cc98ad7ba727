import { join } from 'node:path'
import { catalogue, channels, lockOf, readLock, type Lock } from '@tradingboost/redis-keys'
import { readIfThere } from '../read-if-there.ts'
import { lockPath } from './repository.ts'

/** The catalogue as it would be locked now. */
export function catalogueLock(): Lock {
  return lockOf([...catalogue, ...channels])
}

/** The lock file of the working tree; undefined when there is none. @throws LockError when it cannot be trusted. */
export async function writtenLock(root: string): Promise<Lock | undefined> {
  const text = await readIfThere(join(root, lockPath))
  return text === undefined ? undefined : readLock(text)
}
