import { spawn } from 'node:child_process'

export type ProgramResult = { readonly exitCode: number; readonly output: string }

export type RunProgramOptions = {
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  /** `show`: the program writes to our terminal; `keep`: what it writes is returned. */
  readonly output: 'show' | 'keep'
}

/** Runs a program to its end; one that cannot be started has exit code 127 and says why. */
export function runProgram(
  command: string,
  args: readonly string[],
  { cwd, env, output }: RunProgramOptions,
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const stdio = output === 'show' ? 'inherit' : 'pipe'
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', stdio, stdio] })
    let kept = ''
    const keep = (chunk: Buffer): void => {
      kept += chunk.toString()
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.once('error', (error) => resolve({ exitCode: 127, output: `${command}: ${error.message}` }))
    // A program that a signal ended has no exit code of its own.
    child.once('close', (code) => resolve({ exitCode: code ?? 1, output: kept }))
  })
}
