import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { readLock, type Lock } from '@tradingboost/redis-keys'
import { KeysCliError } from '../keys-cli-error.ts'
import { lockPath } from './repository.ts'

const run = promisify(execFile)

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

/** What git prints; undefined when it has no answer. */
async function git(root: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await run('git', args, { cwd: root, maxBuffer: 64 * 1024 * 1024 })).stdout
  } catch (cause) {
    // A program that ran and said no has a number for a code, one that could not be started has a text.
    if (cause instanceof Error && 'code' in cause && typeof cause.code === 'number') return undefined
    throw new KeysCliError(`git cannot be run in ${root}: install it, for the released lock is read from its history`, {
      cause,
    })
  }
}
