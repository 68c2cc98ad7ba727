import { z } from 'zod'

/** What turbo writes with --summarize, as far as we read it. */
const turboSummary = z.object({
  tasks: z.array(
    z.object({
      taskId: z.string(),
      task: z.string(),
      package: z.string(),
      directory: z.string(),
      command: z.string(),
      cache: z.object({ status: z.enum(['HIT', 'MISS']) }),
      execution: z.object({ startTime: z.number(), exitCode: z.number().nullish() }).nullish(),
    }),
  ),
})

export type TurboTask = {
  readonly taskId: string
  readonly task: string
  readonly packageName: string
  /** Relative to the root. */
  readonly folder: string
  readonly cacheStatus: 'HIT' | 'MISS'
  /** Absent for a task that was not run: answered by the cache, or skipped after a failure. */
  readonly exitCode: number | undefined
  readonly startedAtMs: number | undefined
}

/** The tasks of one run that have a command to run. Throws when turbo writes another form than the pinned one. */
export function readTurboSummary(text: string): readonly TurboTask[] {
  return turboSummary
    .parse(JSON.parse(text))
    .tasks.filter(({ command }) => command !== '<NONEXISTENT>' && command !== '')
    .map((task) => ({
      taskId: task.taskId,
      task: task.task,
      packageName: task.package,
      folder: task.directory,
      cacheStatus: task.cache.status,
      exitCode: task.execution?.exitCode ?? undefined,
      startedAtMs: task.execution?.startTime,
    }))
}
