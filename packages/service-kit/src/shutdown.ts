import type { Clock } from '@tradingboost/domain'

export interface Shutdown {
  /** Registers what is to be closed; what was added last closes first. */
  add(name: string, close: () => unknown): void
  /** Aborts when the shutdown begins. */
  readonly signal: AbortSignal
  /** Closes everything and ends the process with the code; the first call decides. Without a reason it says nothing of it. */
  begin(reason: string | undefined, exitCode?: number): Promise<never>
}

export interface ShutdownOptions {
  readonly clock: Clock
  /** Time for all closers together; 5,000 unless told. What is left then is abandoned, with exit code 1. */
  readonly limitMs?: number
  /** Told one line at the beginning, and one about each closer that fails or hangs. */
  readonly log: (line: string) => void
  /** Exit code after SIGINT, SIGTERM or a parent that went; 0 unless told. */
  readonly signalExitCode?: () => number
}

/** A terminal and a program that passes signals on (tsx, pnpm) may both deliver one Ctrl-C. */
const sameSignalWithinMs = 500

/**
 * Ends the process in order on SIGINT, SIGTERM, SIGHUP and on the loss of the parent's IPC channel.
 * A second signal ends it at once.
 */
export function createShutdown({ clock, limitMs = 5_000, log, signalExitCode = () => 0 }: ShutdownOptions): Shutdown {
  const closers: { readonly name: string; readonly close: () => unknown }[] = []
  const begun = new AbortController()
  let ending: Promise<never> | undefined
  let endingSince = clock.now()

  const closeAll = async (): Promise<boolean> => {
    let clean = true
    for (const { name, close } of closers.toReversed()) {
      waitingFor = name
      try {
        await close()
      } catch (cause) {
        clean = false
        log(`closing ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`)
      }
    }
    return clean
  }
  let waitingFor = ''

  const end = async (reason: string | undefined, exitCode: number): Promise<never> => {
    if (reason !== undefined) log(`stopping: ${reason}`)
    begun.abort()
    const closed = await Promise.race([closeAll(), clock.sleep(limitMs).then(() => undefined)])
    if (closed === undefined) log(`closing ${waitingFor} took more than ${limitMs} ms: abandoned`)
    process.exit(closed === true || exitCode !== 0 ? exitCode : 1)
  }

  const begin = (reason: string | undefined, exitCode = 0): Promise<never> => {
    if (ending === undefined) endingSince = clock.now()
    return (ending ??= end(reason, exitCode))
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (ending === undefined) void begin(signal, signalExitCode())
      else if (clock.now() - endingSince >= sameSignalWithinMs) process.exit(signal === 'SIGINT' ? 130 : 143)
    })
  }
  if (process.channel !== undefined) {
    process.once('disconnect', () => void begin('the parent process is gone', signalExitCode()))
  }
  return { add: (name, close) => closers.push({ name, close }), signal: begun.signal, begin }
}
