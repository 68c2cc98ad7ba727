import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
// As `pnpm run keys` runs: young garbage is collected before it fills more than this.
const args = (name: string, of: readonly (string | number)[]): readonly string[] => [
  '--max-semi-space-size=4',
  '--conditions=@tradingboost/source',
  fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url)),
  ...of.map(String),
]

/** Runs a program of this bench in a process of its own; answers the JSON that it printed. */
export async function runProgram<Result>(name: string, ...of: readonly (string | number)[]): Promise<Result> {
  const { stdout } = await run(process.execPath, args(name, of), { maxBuffer: 1e8 })
  return JSON.parse(stdout) as Result
}

/** The same on one core and no other. */
export async function runProgramOn<Result>(
  core: number,
  name: string,
  ...of: readonly (string | number)[]
): Promise<Result> {
  const command = ['--cpu-list', String(core), process.execPath, ...args(name, of)]
  const { stdout } = await run('taskset', command, { maxBuffer: 1e8 })
  return JSON.parse(stdout) as Result
}

/** A program that goes on until it is told to stop. */
export interface RunningProgram<Result> {
  /** Tells it to stop; answers the JSON that it printed. */
  stop(): Promise<Result>
}

export function startProgram<Result>(name: string, ...of: readonly (string | number)[]): RunningProgram<Result> {
  const child: ChildProcess = spawn(process.execPath, args(name, of), { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      return JSON.parse(printed) as Result
    },
  }
}
