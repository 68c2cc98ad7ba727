import { join } from 'node:path'
import { runProgram } from '../run-program.ts'
import type { Step } from './step.ts'

/** A step that is a program of node_modules/.bin: its output is the finding when it fails. */
export function programStep(
  { root, env }: { readonly root: string; readonly env: NodeJS.ProcessEnv },
  name: string,
  command: string,
  args: readonly string[],
): Step {
  return {
    name,
    async run() {
      const quiet = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NO_COLOR: '1', FORCE_COLOR: undefined }
      const program = join(root, 'node_modules/.bin', command)
      const { exitCode, output } = await runProgram(program, args, {
        cwd: root,
        env: { ...env, ...quiet },
        output: 'keep',
      })
      return exitCode === 0 ? [] : [`${command} ${args.join(' ')} ended with exit code ${exitCode}`, output.trimEnd()]
    },
  }
}
