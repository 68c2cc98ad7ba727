import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Clock } from '@tradingboost/domain'
import { TradingError } from '@tradingboost/domain'
import { badInputExitCode, serviceMessage } from '@tradingboost/service-kit'
import type { WatchedOutput } from './watch-output.ts'
import { watchOutput } from './watch-output.ts'

/** One of our programs, to be run as a process of its own. */
export interface ServiceSpec {
  /** As people call it: `GRID`. */
  readonly name: string
  readonly main: URL
  readonly settings: Readonly<Record<string, string>>
}

export interface ServiceSurroundings {
  readonly clock: Clock
  /** Settings that every service inherits, PATH among them. */
  readonly env: Readonly<NodeJS.ProcessEnv>
  /** Told each line that a running service writes. */
  readonly say: (line: string) => void
}

export interface ServiceExit {
  /** How it ended, for people: `exit code 1`, `SIGKILL`. */
  readonly how: string
  /** Whether it ended because it was asked for what cannot be done: starting it again would end the same. */
  readonly isFinal: boolean
  readonly lastWords: string | undefined
}

/** A process that has said that it listens. */
export interface Service {
  readonly name: string
  readonly pid: number
  /** Of 127.0.0.1. */
  readonly port: number
  readonly exited: Promise<ServiceExit>
  /** Ends it by SIGTERM, by SIGKILL after two seconds; resolves when it is gone. */
  readonly stop: () => Promise<void>
}

const listenLimitMs = 60_000
const stopLimitMs = 2_000

/**
 * Starts a service and resolves when it listens. It ends with this process, however that ends: by the exit hook, or because
 * its IPC channel closes. Throws `invalid-config` with the service's own last sentence when it ends before it listens.
 */
export async function startService(spec: ServiceSpec, { clock, env, say }: ServiceSurroundings): Promise<Service> {
  const flags = ['--conditions=@tradingboost/source', '--import', import.meta.resolve('tsx')]
  const child = spawn(process.execPath, [...flags, fileURLToPath(spec.main)], {
    env: { ...env, ...spec.settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A session of its own: Ctrl-C in the terminal reaches the desk only, which stops everything in order.
    detached: true,
  })
  const killWithUs = (): void => void child.kill('SIGKILL')
  process.once('exit', killWithUs)
  const output = watchOutput(child, (line) => say(`[${spec.name}] ${line}`))
  const exited = exitOf(child, output)
  void exited.then(() => process.off('exit', killWithUs))

  const stop = async (): Promise<void> => {
    output.mute()
    child.kill('SIGTERM')
    const patience = new AbortController()
    const late = clock.sleep(stopLimitMs, patience.signal).then(() => {
      if (!patience.signal.aborted) child.kill('SIGKILL')
    })
    await exited
    patience.abort()
    await late
  }

  const over = new AbortController()
  const late = clock.sleep(listenLimitMs, over.signal).then(() => 'late' as const)
  const port = await Promise.race([readPort(child), exited, late])
  over.abort()
  if (typeof port === 'number' && child.pid !== undefined) {
    output.open()
    return { name: spec.name, pid: child.pid, port, exited, stop }
  }
  if (port === 'late') await stop()
  const { how, isFinal, lastWords } = await exited
  throw new TradingError(
    'invalid-config',
    failedStart(spec.name, port === 'late' ? 'was too slow' : how, isFinal, lastWords),
    {
      retry: 'never',
    },
  )
}

/** A service that refuses its input says so itself, in one sentence. */
function failedStart(name: string, how: string, isFinal: boolean, lastWords: string | undefined): string {
  if (isFinal && lastWords !== undefined) return lastWords
  return `${name} did not start (${how}${lastWords === undefined ? '' : `: ${lastWords}`}): run again with LOG_LEVEL=debug to see more`
}

function readPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.on('message', (message: unknown) => {
      const parsed = serviceMessage.safeParse(message)
      if (parsed.success) resolve(parsed.data.port)
    })
  })
}

/** Resolves when the process has ended and everything it wrote has been read. */
async function exitOf(child: ChildProcess, output: WatchedOutput): Promise<ServiceExit> {
  const exit = await new Promise<Omit<ServiceExit, 'lastWords'>>((resolve) => {
    child.once('error', (error) => resolve({ how: error.message, isFinal: true }))
    child.once('exit', (code, signal) => {
      resolve({ how: signal ?? `exit code ${code ?? 'unknown'}`, isFinal: code === badInputExitCode })
    })
  })
  await output.drained
  // A killed process had no time to say why.
  return { ...exit, lastWords: child.signalCode === null ? output.lastWords() : undefined }
}
