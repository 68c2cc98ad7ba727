import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export interface RunningProgram {
  readonly child: ChildProcess
  /** What it has written so far. */
  output(): string
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>
}

/** Runs a program of test/programs by tsx, with an IPC channel. */
export function runProgram(name: string, ...args: readonly string[]): RunningProgram {
  const path = fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url))
  const flags = ['--conditions=@tradingboost/source', '--import', import.meta.resolve('tsx')]
  const child = spawn(process.execPath, [...flags, path, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = endOf(child)
  return { child, output: () => output, ended }
}

/** Resolves with the first message of the program. */
export async function firstMessage({ child }: RunningProgram): Promise<unknown> {
  const [message] = await once(child, 'message')
  return message
}

/** Not 'close': that never comes once the parent has disconnected the IPC channel. */
async function endOf(child: ChildProcess): Promise<number | string | null> {
  const streams = [child.stdout, child.stderr].map(async (stream) => stream !== null && once(stream, 'close'))
  const exit = new Promise<number | string | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal))
  })
  await Promise.all(streams)
  return exit
}
