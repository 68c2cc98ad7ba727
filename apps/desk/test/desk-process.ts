import type { ChildProcess } from 'node:child_process'
import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export interface DeskProcess {
  readonly child: ChildProcess
  stdout(): string
  stderr(): string
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>
  /** Command lines of processes that the desk started and that still run. */
  leftovers(): readonly string[]
}

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** Runs `start` as people do, on free ports and with a Redis of its own unless `env` says otherwise. */
export function startDeskProcess(args: readonly string[], env: NodeJS.ProcessEnv = {}): DeskProcess {
  // Inherited by everything that the desk starts: that is how leftovers are found.
  const mark = `DESK_TEST_RUN=${randomUUID()}`
  const [markName = '', markValue] = mark.split('=')
  const child = spawn(process.execPath, ['--conditions=@tradingboost/source', '--import', 'tsx', main, ...args], {
    env: { ...process.env, REDIS_URL: '', HYPERRSI_PORT: '0', GRID_PORT: '0', ...env, [markName]: markValue },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => (code ?? signal) as number | string | null)
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, stdout: () => stdout, stderr: () => stderr, ended, leftovers: () => processesWith(mark) }
}

/** Waits until the text stands on standard error. */
export async function untilStderr(desk: DeskProcess, pattern: RegExp, limitMs = 30_000): Promise<void> {
  const deadline = performance.now() + limitMs
  while (!pattern.test(desk.stderr())) {
    if (performance.now() > deadline) throw new Error(`${String(pattern)} did not appear in:\n${desk.stderr()}`)
    await sleep(20)
  }
}

/** Waits until nothing is left, for at most the limit; answers what is. */
export async function leftoversAfter(desk: DeskProcess, limitMs: number): Promise<readonly string[]> {
  const deadline = performance.now() + limitMs
  while (performance.now() < deadline && desk.leftovers().length > 0) await sleep(50)
  return desk.leftovers()
}

function processesWith(mark: string): readonly string[] {
  if (process.platform === 'linux') return linuxProcessesWith(mark)
  const lines = execFileSync('ps', ['-axEww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 2 ** 26 }).split(
    '\n',
  )
  return lines.filter((line) => line.includes(mark))
}

/** Not by ps: a small Debian has none. */
function linuxProcessesWith(mark: string): readonly string[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const marked = ids.filter((id) => procFile(id, 'environ').split('\0').includes(mark))
  return marked.map((id) => `${id} ${procFile(id, 'cmdline').replaceAll('\0', ' ')}`)
}

function procFile(id: string, name: string): string {
  try {
    return readFileSync(`/proc/${id}/${name}`, 'utf8')
  } catch (cause) {
    // It has ended since the list was read, or belongs to another user.
    if (cause instanceof Error && 'code' in cause) return ''
    throw cause
  }
}
