import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { KeysCliError } from '../keys-cli-error.ts'

const run = promisify(execFile)

/** What git prints in a repository; undefined when it has no answer. @throws KeysCliError when git cannot be run. */
export async function git(root: string, ...args: readonly string[]): Promise<string | undefined> {
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
