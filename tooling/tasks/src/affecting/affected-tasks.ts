import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../run-program.ts'
import { explainTasks, type AffectedTask } from './explain-tasks.ts'

/** What a pull request runs of each package that its change reaches. */
export const affectedTaskNames = ['typecheck', 'lint', 'test'] as const

/** Plans the tasks that a change since the base reaches, with the file that causes each; runs nothing. */
export async function affectedTasks(
  root: string,
  base: string,
  changed: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<readonly AffectedTask[]> {
  const { exitCode, output } = await runProgram(
    join(root, 'node_modules/.bin/turbo'),
    ['run', ...affectedTaskNames, '--affected', '--dry=json'],
    {
      cwd: root,
      output: 'keep',
      env: { ...env, TURBO_SCM_BASE: base, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    },
  )
  const start = output.indexOf('{')
  if (exitCode !== 0 || start < 0) throw new Error(`turbo cannot plan the affected tasks: ${output.trim()}`)
  const deleted = changed.filter((file) => !existsSync(join(root, file)))
  return explainTasks(JSON.parse(output.slice(start, output.lastIndexOf('}') + 1)), changed, deleted)
}
