import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { serviceMessage } from '@tradingboost/service-kit'

/** A bot's real process. */
export interface BotProcess {
  /** Resolves with the port of its HTTP server; rejects with what it printed when it ends before. */
  readonly listening: Promise<number>
  /** How it ended: by the test's SIGKILL, or by itself, with all that it printed. */
  readonly crashed: Promise<'killed' | { readonly output: string }>
  /** SIGKILL: nothing of it gets to say good-bye. */
  kill(): Promise<void>
  /** SIGTERM; resolves with its exit code. */
  stop(): Promise<number | null>
}

/** Starts an app of this repository as the desk does: its source, by tsx, with an IPC channel. */
export function spawnBot(app: 'hyperrsi' | 'grid', environment: Readonly<Record<string, string>>): BotProcess {
  const folder = fileURLToPath(new URL(`../../../../apps/${app}/`, import.meta.url))
  const child = fork('src/main.ts', [], {
    cwd: folder,
    execArgv: ['--conditions=@tradingboost/source', '--import', 'tsx'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(text))
  }
  let isKilled = false
  const exited = once(child, 'exit')
  const listening = untilListening(child, exited, () => output.join(''))
  // A process that is killed before it listens is what some tests are about.
  listening.catch(() => undefined)
  return {
    listening,
    crashed: exited.then(() => (isKilled ? ('killed' as const) : { output: output.join('') })),
    async kill() {
      isKilled = true
      child.kill('SIGKILL')
      await exited
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await exited
      return child.exitCode
    },
  }
}

async function untilListening(child: ChildProcess, exited: Promise<unknown>, output: () => string): Promise<number> {
  const said = once(child, 'message').then(([message]: unknown[]) => serviceMessage.parse(message).port)
  const ended = exited.then(() => {
    throw new Error(`the bot ended with code ${String(child.exitCode)} before it listened: ${output()}`)
  })
  return await Promise.race([said, ended])
}
