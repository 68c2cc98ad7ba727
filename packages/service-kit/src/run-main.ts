import { TradingError } from '@tradingboost/domain'

/** Exit code of a process that was asked for what cannot be done: bad input, bad settings, a used port. */
export const badInputExitCode = 2

/**
 * Runs a program: a TradingError becomes its one sentence on standard error and exit code 2, anything else its stack and
 * exit code 1, also when it escapes from where nobody awaits it.
 */
export async function runMain(main: () => Promise<unknown>): Promise<void> {
  process.on('uncaughtException', endWith)
  process.on('unhandledRejection', endWith)
  try {
    await main()
  } catch (cause) {
    endWith(cause)
  }
}

function endWith(cause: unknown): never {
  if (cause instanceof TradingError) {
    process.stderr.write(`${cause.message}\n`)
    process.exit(badInputExitCode)
  }
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`)
  process.exit(1)
}
