import { spawn } from 'node:child_process'
import { join } from 'node:path'

const repository = join(import.meta.dirname, '../../..')

export interface KeysRun {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the program as `pnpm run keys` does. */
export async function runKeys(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<KeysRun> {
  const main = join(import.meta.dirname, '../src/main.ts')
  const program = spawn(process.execPath, ['--conditions=@tradingboost/source', '--import', 'tsx', main, ...args], {
    cwd: repository,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  program.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  program.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return await new Promise((resolve, reject) => {
    program.once('error', reject)
    program.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  })
}
