import { join } from 'node:path'
import { runProgram } from '../run-program.ts'

/** Asks changesets whether every changed published package has a changeset; nothing to say without a base to compare with. */
export async function changesetFindings(root: string, base: string): Promise<readonly string[]> {
  const git = async (...args: readonly string[]): Promise<boolean> =>
    (await runProgram('git', args, { cwd: root, output: 'keep' })).exitCode === 0
  const isBehind = await git('merge-base', '--is-ancestor', 'HEAD', base)
  if (isBehind || !(await git('merge-base', 'HEAD', base))) return []
  const { exitCode, output } = await runProgram(
    join(root, 'node_modules/.bin/changeset'),
    ['status', `--since=${base}`],
    {
      cwd: root,
      output: 'keep',
      env: { NO_COLOR: '1', FORCE_COLOR: undefined },
    },
  )
  return exitCode === 0
    ? []
    : [`a published package changed since ${base} without a changeset: run pnpm changeset`, output.trim()]
}
