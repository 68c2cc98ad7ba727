import { randomUUID } from 'node:crypto'
import { systemClock, TradingError } from '@tradingboost/domain'
import { badInputExitCode, createShutdown } from '@tradingboost/service-kit'
import { createScreen } from './progress/screen.ts'
import { readCommandLine } from './read-command-line.ts'
import { readDeskConfig } from './read-desk-config.ts'
import { startDesk } from './start-desk.ts'

/** Exit code of a run that was interrupted before its report: 128 + SIGINT, as shells have it. */
const interruptedExitCode = 130
const stopLimitMs = 12_000

/** The `start` command on this process's terminal, signals and clock; ends the process. */
export async function runStart(args: readonly string[], env: Readonly<NodeJS.ProcessEnv>): Promise<void> {
  const request = readCommandLine(args)
  if (request === undefined) return
  const config = readDeskConfig(env)
  const screen = createScreen(process.stderr)
  let hasReported = false
  const shutdown = createShutdown({
    clock: systemClock,
    limitMs: stopLimitMs,
    log: (line) => {
      screen.clear()
      screen.say(line)
    },
    signalExitCode: () => (hasReported ? 0 : interruptedExitCode),
  })
  const print = (text: string): void => {
    hasReported = true
    process.stdout.write(`${text}\n`)
  }
  try {
    const accountKeys = { '1001': randomUUID(), '1002': randomUUID() }
    const desk = { clock: systemClock, random: chance, env, config, accountKeys, shutdown, screen, print }
    const { isClean } = await startDesk(request, desk)
    await shutdown.begin(undefined, isClean ? 0 : 1)
  } catch (cause) {
    // What fails while everything is being stopped fails because of that.
    if (!shutdown.signal.aborted) {
      screen.clear()
      screen.say(cause instanceof TradingError ? cause.message : describeBug(cause))
    }
    await shutdown.begin(undefined, cause instanceof TradingError ? badInputExitCode : 1)
  }
}

/** Chance in [0, 1). */
const chance = (): number => Math.random()

const describeBug = (cause: unknown): string =>
  cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
