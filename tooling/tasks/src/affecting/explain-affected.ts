import { affectedTasks } from './affected-tasks.ts'
import { changedFamilyUsers, changedFiles } from './read-change.ts'

/** The lines of `affected --explain`: each task with the file that causes it, then each changed key family with its importers. */
export async function explainAffected(root: string, base: string): Promise<readonly string[]> {
  const changed = await changedFiles(root, base)
  const tasks = await affectedTasks(root, base, changed)
  const families = await changedFamilyUsers(root, base, changed)
  if (tasks.length === 0)
    return [`nothing is affected since ${base}: ${changed.length} changed files are no input of a task`]
  return [
    ...tasks.map(({ taskId, file, by }) => `${taskId}: ${[file ?? 'no changed file', ...by].join(' > ')}`),
    ...[...families].map(
      ([family, users]) => `family ${family}: imported by ${users.length === 0 ? 'no source file' : users.join(', ')}`,
    ),
  ]
}
