import { readLock, type Lock } from '@tradingboost/redis-keys'
import { KeysCliError } from '../keys-cli-error.ts'
import { git } from './git.ts'
import { lockPath } from './repository.ts'

/** The lock of a git revision. */
export interface ReleasedLock {
  /** The revision's name, as given or found. */
  readonly base: string
  /** Undefined where the revision has no lock file yet. */
  readonly lock: Lock | undefined
}

/**
 * The lock file as a revision of the repository has it: of `base` where it is given, else of the commit where this branch
 * left origin/main (or main), so that a lock written on the branch does not count as released. Undefined when nothing is
 * given and the folder is no git repository.
 *
 * @throws KeysCliError when the given revision is none.
 */
export async function releasedLock(root: string, base?: string): Promise<ReleasedLock | undefined> {
  const revision = base ?? (await defaultBase(root))
  if (revision === undefined) return undefined
  if ((await git(root, 'rev-parse', '--verify', '--quiet', `${revision}^{commit}`)) === undefined) {
    throw new KeysCliError(`--base ${revision}: git knows no such revision; fetch it or name another`)
  }
  const text = await git(root, 'show', `${revision}:${lockPath}`)
  return { base: revision, lock: text === undefined ? undefined : readLock(text) }
}

async function defaultBase(root: string): Promise<string | undefined> {
  for (const branch of ['origin/main', 'main']) {
    const base = await git(root, 'merge-base', 'HEAD', branch)
    if (base !== undefined) return base.trim()
  }
  return (await git(root, 'rev-parse', '--verify', '--quiet', 'HEAD'))?.trim()
}
