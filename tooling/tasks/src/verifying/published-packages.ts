import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorkspacePackage } from '../repository.ts'
import { runProgram } from '../run-program.ts'

/** Packs a published package as a release would and lets publint and attw look at the tarball; needs its dist. */
export async function publishedPackageFindings(root: string, workspace: WorkspacePackage): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tradingboost-pack-'))
  try {
    const packed = await runProgram('pnpm', ['pack', '--pack-destination', folder], {
      cwd: join(root, workspace.folder),
      output: 'keep',
    })
    const [tarball] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'))
    if (packed.exitCode !== 0 || tarball === undefined) {
      return [`${workspace.name} cannot be packed: ${packed.output.trim()}`]
    }
    const file = join(folder, tarball)
    return [
      ...(await look(root, workspace, 'publint', ['run', file, '--strict'])),
      ...(await look(root, workspace, 'attw', [file, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji'])),
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function look(
  root: string,
  workspace: WorkspacePackage,
  program: string,
  args: readonly string[],
): Promise<readonly string[]> {
  const { exitCode, output } = await runProgram(join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    output: 'keep',
    env: { NO_COLOR: '1', FORCE_COLOR: undefined },
  })
  return exitCode === 0 ? [] : [`${program} on ${workspace.name}:`, output.trimEnd()]
}
