import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import type { ProgramResult } from '../src/run-program.ts'
import { runProgram } from '../src/run-program.ts'
import { repositoryRoot, workspacePackages } from '../src/repository.ts'
import type { TurboRun } from '../src/run-turbo.ts'
import { runTurbo } from '../src/run-turbo.ts'

/** A copy of the working tree with the same dependencies and a turbo cache of its own. */
export type ScratchRepository = Disposable & {
  readonly root: string
  /** Variables with which its programs find pnpm and leave the real repository's turbo alone. */
  readonly env: NodeJS.ProcessEnv
  read(file: string): string
  write(file: string, text: string): void
  /** `turbo run ...`, with what became of each task. */
  turboRun(...args: readonly string[]): Promise<TurboRun>
  turbo(...args: readonly string[]): Promise<ProgramResult>
  /** Any program, in its root. */
  run(command: string, args: readonly string[]): Promise<ProgramResult>
}

export function createScratchRepository(): ScratchRepository {
  const root = mkdtempSync(join(tmpdir(), 'tradingboost-scratch-'))
  copyWorkingTree(root)
  linkDependencies(root)
  // turbo starts each task by `pnpm run`, which would find the links changed and install over the real dependencies.
  const workspace = join(root, 'pnpm-workspace.yaml')
  writeFileSync(
    workspace,
    readFileSync(workspace, 'utf8').replace('verifyDepsBeforeRun: install', 'verifyDepsBeforeRun: false'),
  )
  const author = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false']
  execFileSync('git', ['init', '--quiet'], { cwd: root })
  execFileSync('git', ['add', '--all'], { cwd: root })
  // Before the first commit turbo hashes ignored files too, such as the reports that its tasks write.
  execFileSync('git', [...author, 'commit', '--quiet', '--message', 'Copy'], { cwd: root })
  const env = {
    PATH: [join(root, 'node_modules/.bin'), pnpmFolder(), process.env['PATH'] ?? ''].join(delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_CACHE_DIR: join(root, '.turbo/cache'),
    // Those of a turbo that runs this test would speak to the turbo that this test runs.
    TURBO_HASH: undefined,
    TURBO_INVOCATION_DIR: undefined,
    FORCE_COLOR: undefined,
    NO_COLOR: '1',
  }
  return {
    root,
    env,
    read: (file) => readFileSync(join(root, file), 'utf8'),
    write: (file, text) => {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), text)
    },
    turboRun: (...args) => runTurbo(args, { cwd: root, env, output: 'keep' }),
    turbo: (...args) => runProgram(join(root, 'node_modules/.bin/turbo'), args, { cwd: root, env, output: 'keep' }),
    run: (command, args) => runProgram(command, args, { cwd: root, env, output: 'keep' }),
    [Symbol.dispose]: () => rmSync(root, { recursive: true }),
  }
}

/** What git knows and what it would take in: nothing that is ignored. */
function copyWorkingTree(root: string): void {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    maxBuffer: 16_000_000,
  })
  for (const file of files.split('\0')) {
    // A file that git knows may be deleted in the working tree.
    if (file !== '' && existsSync(join(repositoryRoot, file))) cpSync(join(repositoryRoot, file), join(root, file))
  }
}

/** The packages' links are relative, so that copies of them lead to the copied packages; the rest is shared. */
function linkDependencies(root: string): void {
  mkdirSync(join(root, 'node_modules'))
  for (const entry of readdirSync(join(repositoryRoot, 'node_modules'))) {
    // pnpm keeps the state of its runs in other dot entries and refuses linked ones.
    if (entry.startsWith('.') && !['.bin', '.pnpm', '.modules.yaml'].includes(entry)) continue
    symlinkSync(join(repositoryRoot, 'node_modules', entry), join(root, 'node_modules', entry))
  }
  for (const { folder } of workspacePackages(repositoryRoot)) {
    const from = join(repositoryRoot, folder, 'node_modules')
    if (!existsSync(from)) continue
    cpSync(from, join(root, folder, 'node_modules'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !/node_modules\/\.(vite|vitest|cache)/.test(source),
    })
  }
}

/**
 * Where pnpm is, which turbo starts every task with. `npx pnpm@12 test` brings it along on PATH; a test run by hand asks npx,
 * here and once: inside a task npx lacks the variables to reach a registry with, and would hold npx's lock meanwhile.
 */
function pnpmFolder(): string {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .find((folder) => folder !== '' && existsSync(join(folder, 'pnpm')))
  if (onPath !== undefined) return onPath
  const found = execFileSync('npx', ['-y', 'pnpm@12', 'exec', 'sh', '-c', 'command -v pnpm'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    timeout: 60_000,
  })
  return dirname(found.trim())
}
