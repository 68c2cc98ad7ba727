import { TradingError } from '@tradingboost/domain'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { z } from 'zod'

const longestRun = 1_000_000
const largestSeed = 999_999_999

const parsedOptions = z.object({
  candles: z.string().optional(),
  symbol: z.string().optional(),
  instruments: z.string().optional(),
  speed: z.union([z.literal('max'), z.number()]),
  once: z.boolean(),
  json: z.boolean(),
  seed: z.number().optional(),
  count: z.number().optional(),
})

/** What the caller wants run. */
export interface DeskRequest {
  readonly data:
    | { readonly kind: 'recorded'; readonly path: string; readonly symbol: string }
    | { readonly kind: 'generated'; readonly seed: number; readonly count: number; readonly symbol: string }
  /** Path of a JSON file of instruments by symbol. */
  readonly instruments?: string
  readonly candlesPerSecond: number | 'max'
  /** Ends after the report instead of serving on. */
  readonly once: boolean
  /** The report is one JSON object, and the only thing on standard output. */
  readonly json: boolean
}

/** Reads the arguments; undefined after --help, which has been printed. Throws `invalid-config` with one sentence. */
export function readCommandLine(args: readonly string[]): DeskRequest | undefined {
  const command = describeCommand()
  try {
    command.parse(args, { from: 'user' })
  } catch (cause) {
    if (!(cause instanceof CommanderError)) throw cause
    if (cause.exitCode === 0) return undefined
    throw refusal(cause.message.replace(/^error: /, '').replaceAll(/\s+/g, ' '), cause)
  }
  const { candles, symbol, instruments, speed, once, json, seed, count } = parsedOptions.parse(command.opts())
  const listing = instruments === undefined ? {} : { instruments }
  const request = { ...listing, candlesPerSecond: speed, once, json }
  if (candles !== undefined) {
    if (symbol === undefined)
      throw refusal(
        `--candles ${candles} needs the symbol it was recorded from: add --symbol, such as --symbol XRP-USDT-SWAP`,
      )
    if (seed !== undefined || count !== undefined)
      throw refusal('--seed and --count are for generated data: leave them out with --candles')
    return { ...request, data: { kind: 'recorded', path: candles, symbol } }
  }
  if (symbol !== undefined)
    throw refusal(`--symbol ${symbol} goes with a recording: add --candles FILE.csv, or leave --symbol out`)
  return { ...request, data: { kind: 'generated', symbol: 'XRP-USDT-SWAP', seed: seed ?? 1, count: count ?? 2_000 } }
}

function describeCommand(): Command {
  return new Command('start')
    .description('Runs both bots on one market: Redis, paper exchange, HYPERRSI and GRID, each a process of its own.')
    .option('--candles <file>', 'recorded candles (CSV: timestamp,open,high,low,close,volume); generated ones without')
    .option('--symbol <symbol>', 'symbol of the recording, such as XRP-USDT-SWAP')
    .option('--instruments <file>', 'JSON of instruments by symbol: tickSize, lotSize, minQuantity, contractSize')
    .addOption(new Option('--speed <speed>', 'max, or candles per second').argParser(readSpeed).default('max'))
    .option('--once', 'end after the report: 0, or 1 when the audit found something or a bot died', false)
    .option('--json', 'print the report as one JSON object and nothing else', false)
    .addOption(new Option('--seed <number>', 'seed of the generated market (1)').argParser(wholeNumber(0, largestSeed)))
    .addOption(new Option('--count <number>', 'generated candles (2000)').argParser(wholeNumber(2, longestRun)))
    .allowExcessArguments(false)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
}

function readSpeed(text: string): number | 'max' {
  if (text === 'max') return 'max'
  const speed = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0
  if (speed > 0 && speed <= 100_000) return speed
  throw new InvalidArgumentError('Give max or candles per second, such as 20.')
}

function wholeNumber(from: number, to: number) {
  return (text: string): number => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : -1
    if (value >= from && value <= to) return value
    throw new InvalidArgumentError(`Give a whole number from ${from} to ${to}.`)
  }
}

function refusal(problem: string, cause?: unknown): TradingError {
  return new TradingError('invalid-config', problem, { retry: 'never', ...(cause === undefined ? {} : { cause }) })
}
