import { execFile } from 'node:child_process'
import { cpus } from 'node:os'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Keeps processes on one core until it is disposed of, by taskset of util-linux. */
export async function stayOn(core: number, pids: readonly number[]): Promise<AsyncDisposable> {
  const move = async (cores: string): Promise<void> => {
    for (const pid of pids) await run('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(pid)])
  }
  await move(String(core))
  return { [Symbol.asyncDispose]: () => move(`0-${cpus().length - 1}`) }
}
