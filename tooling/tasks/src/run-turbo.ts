import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { RunProgramOptions } from './run-program.ts'
import { runProgram } from './run-program.ts'
import type { TurboTask } from './turbo-summary.ts'
import { readTurboSummary } from './turbo-summary.ts'

export type TurboRun = {
  readonly exitCode: number
  readonly output: string
  /** Every task of this run that has a command; undefined when turbo ended before it planned any. */
  readonly tasks: readonly TurboTask[] | undefined
}

const quiet = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' }

/** Runs `turbo run ...` of the root's own turbo and reads what became of each task. */
export async function runTurbo(args: readonly string[], options: RunProgramOptions): Promise<TurboRun> {
  const runs = join(options.cwd, '.turbo/runs')
  const before = new Set(filesIn(runs))
  const dashes = args.indexOf('--')
  const ours = dashes === -1 ? args : args.slice(0, dashes)
  const forTheTasks = dashes === -1 ? [] : args.slice(dashes)
  const result = await runProgram(
    join(options.cwd, 'node_modules/.bin/turbo'),
    ['run', ...ours, '--summarize', ...forTheTasks],
    { ...options, env: { ...options.env, ...quiet } },
  )
  const summaries = filesIn(runs).filter((file) => !before.has(file))
  const [summary] = summaries
  const tasks = summary === undefined ? undefined : readTurboSummary(readFileSync(join(runs, summary), 'utf8'))
  for (const file of summaries) rmSync(join(runs, file))
  return { ...result, tasks }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw cause
  }
}
