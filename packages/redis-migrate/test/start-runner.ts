import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('programs/run-baskets.ts', import.meta.url))

/** Begins to run the test migration to its end in a process of its own. */
export function startRunner(url: string): ChildProcess {
  return fork(program, [url], {
    execArgv: ['--conditions=@tradingboost/source'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}
