import type { Bindings, ChildLoggerOptions, DestinationStream, Logger as PinoLogger } from 'pino'
import { pino } from 'pino'
import { redactField, redactSecrets } from './redact-secrets.ts'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export type Logger = PinoLogger

/** Writes one JSON object a line, to standard output unless told otherwise; secrets are masked at any depth. */
export function createLogger(options: {
  readonly name: string
  readonly level: LogLevel
  readonly destination?: DestinationStream
}): Logger {
  const settings = {
    name: options.name,
    level: options.level,
    base: { name: options.name, pid: process.pid },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: redactFields,
      bindings: redactFields,
    },
    serializers: {
      err: (error: Error) => redactSecrets(plain(pino.stdSerializers.err(error))),
    },
  }
  return maskChildren(options.destination === undefined ? pino(settings) : pino(settings, options.destination))
}

/** pino applies `formatters.bindings` to the fields of the first logger only, not to those of its children. */
function maskChildren(logger: Logger): Logger {
  // oxlint-disable-next-line typescript/unbound-method -- called on each logger in turn, below
  const { child } = logger
  logger.child = function maskedChild<Levels extends string = never>(
    this: Logger,
    bindings: Bindings,
    options?: ChildLoggerOptions<Levels>,
  ) {
    return child.call<Logger, [Bindings, ChildLoggerOptions<Levels>?], PinoLogger<Levels>>(
      this,
      redactFields(bindings),
      options,
    )
  }
  return logger
}

function redactFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redactField(name, value)]))
}

/** pino's error record has a prototype of its own, which the masking would leave alone. */
function plain(record: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record))
}
