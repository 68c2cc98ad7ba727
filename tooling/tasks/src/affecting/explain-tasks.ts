import { z } from 'zod'

/** The plan that `turbo run ... --dry=json` prints, as far as we read it. */
const dryRun = z.object({
  globalCacheInputs: z.object({ files: z.record(z.string(), z.unknown()) }),
  tasks: z.array(
    z.object({
      taskId: z.string(),
      directory: z.string(),
      command: z.string(),
      inputs: z.record(z.string(), z.unknown()),
      dependencies: z.array(z.string()),
    }),
  ),
})

/** Why turbo selected a task. */
export type AffectedTask = {
  readonly taskId: string
  /** The changed file; undefined when none of its inputs and of those of its dependencies changed. */
  readonly file: string | undefined
  /** The tasks between, from the one whose input changed to the one that this task depends on. */
  readonly by: readonly string[]
}

/**
 * For each task with a command in a dry run: the first changed file among its inputs, else among those of its dependencies.
 * Files are relative to the root. No plan lists a deleted file: one of the task's package, else the first one, explains
 * what nothing else does.
 *
 * @throws ZodError when turbo prints another form than the pinned one.
 */
export function explainTasks(
  plan: unknown,
  changed: readonly string[],
  deleted: readonly string[] = [],
): readonly AffectedTask[] {
  const { tasks, globalCacheInputs } = dryRun.parse(plan)
  const byId = new Map(tasks.map((task) => [task.taskId, task]))
  const everywhere = changed.find((file) => file in globalCacheInputs.files)

  const ownFile = (task: (typeof tasks)[number]): string | undefined => {
    const inputs = new Set(Object.keys(task.inputs).map((input) => fromRoot(task.directory, input)))
    return changed.find((file) => inputs.has(file))
  }
  const explain = (start: (typeof tasks)[number]): AffectedTask => {
    if (everywhere !== undefined) return { taskId: start.taskId, file: everywhere, by: [] }
    const seen = new Set([start.taskId])
    let ring = [{ task: start, by: new Array<string>() }]
    while (ring.length > 0) {
      for (const { task, by } of ring) {
        const file = ownFile(task)
        if (file !== undefined) return { taskId: start.taskId, file, by }
      }
      ring = ring.flatMap(({ task, by }) =>
        task.dependencies.flatMap((id) => {
          const dependency = byId.get(id)
          if (dependency === undefined || seen.has(id)) return []
          seen.add(id)
          return [{ task: dependency, by: [id, ...by] }]
        }),
      )
    }
    const own = deleted.find((file) => file.startsWith(`${start.directory}/`))
    return { taskId: start.taskId, file: own ?? deleted[0], by: [] }
  }
  return tasks.filter(({ command }) => command !== '<NONEXISTENT>' && command !== '').map(explain)
}

/** turbo names an input relative to its package, `../../` included. */
function fromRoot(directory: string, input: string): string {
  const path = directory.split('/')
  for (const part of input.split('/')) {
    if (part === '..') path.pop()
    else path.push(part)
  }
  return path.join('/')
}
