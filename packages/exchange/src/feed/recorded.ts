import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import {
  candleProblem,
  decimal,
  epochMs,
  price,
  quantity,
  timeframeMs,
  timeframes,
  type Candle,
  type Decimal,
  type Timeframe,
} from '@tradingboost/domain'
import { CsvError, parse } from 'csv-parse'
import { z } from 'zod'
import { invalidCandles } from './invalid-candles.ts'

/** Header of a recording; `timestamp` is the epoch milliseconds of the open, `volume` is in base currency. */
export const recordingColumns = ['timestamp', 'open', 'high', 'low', 'close', 'volume'] as const

export interface RecordedCandlesOptions {
  /** Base currency per contract: volumes are divided by it. 1 (spot) when absent. */
  readonly contractSize?: Decimal
}

/** What a full pass over a recording found. */
export interface RecordingSummary {
  readonly count: number
  readonly timeframe: Timeframe
  /** The step of one in the last decimal that any price uses. */
  readonly priceStep: Decimal
  readonly first: Candle
  readonly last: Candle
}

const record = z.object({
  record: z.array(z.string()),
  info: z.object({ lines: z.number() }),
})

/**
 * Reads a CSV recording candle by candle. Throws `invalid-candles` for a missing file, a wrong header, a number that is none,
 * a high below a low, a timestamp that does not grow, or a spacing that is no timeframe.
 */
export async function* readCandles(path: string, options: RecordedCandlesOptions = {}): AsyncGenerator<Candle, void> {
  const contractSize = options.contractSize ?? decimal(1)
  let before: { readonly candle: Candle; readonly timeframe: Timeframe | undefined } | undefined
  let hasHeader = false
  let count = 0
  for await (const { fields, line } of readRows(path)) {
    if (!hasHeader) {
      assertHeader(path, line, fields)
      hasHeader = true
      continue
    }
    const candle = readCandle(path, line, fields, contractSize)
    before = { candle, timeframe: assertFollows(path, line, before, candle) }
    count += 1
    yield candle
  }
  if (count < 2)
    throw invalidCandles(
      path,
      undefined,
      `has ${count === 0 ? 'no candle' : 'one candle'} and needs two or more: record more`,
    )
}

/** Reads the whole recording once, so that every fault shows before anything trades on it. */
export async function inspectRecording(path: string, options: RecordedCandlesOptions = {}): Promise<RecordingSummary> {
  let count = 0
  let decimals = 0
  let first: Candle | undefined
  let second: Candle | undefined
  let last: Candle | undefined
  for await (const candle of readCandles(path, options)) {
    first ??= candle
    if (count === 1) second = candle
    last = candle
    count += 1
    decimals = Math.max(
      decimals,
      ...[candle.open, candle.high, candle.low, candle.close].map((at) => at.decimalPlaces()),
    )
  }
  const timeframe = first && second && timeframeOf(second.openAt - first.openAt)
  if (first === undefined || last === undefined || timeframe === undefined) {
    throw invalidCandles(path, undefined, 'has fewer than two candles: record more')
  }
  return { count, timeframe, priceStep: decimal(10).pow(-decimals), first, last }
}

async function* readRows(path: string): AsyncGenerator<{ readonly fields: readonly string[]; readonly line: number }> {
  const rows = parse({ info: true, bom: true, relaxColumnCount: true, skipEmptyLines: true, trim: true })
  pipeline(createReadStream(path), rows, () => {
    // The reading loop below gets the error of either stream.
  })
  try {
    for await (const row of rows) {
      const { record: fields, info } = record.parse(row)
      yield { fields, line: info.lines }
    }
  } catch (error) {
    if (error instanceof CsvError) throw notCsv(path, error)
    if (error instanceof Error && 'code' in error) throw unreadable(path, error.code, error)
    throw error
  }
}

function unreadable(path: string, code: unknown, error: Error): Error {
  if (code === 'ENOENT') return invalidCandles(path, undefined, 'no such file: check the path', error)
  if (code === 'EISDIR') return invalidCandles(path, undefined, 'is a folder: name a CSV file', error)
  if (code === 'EACCES') return invalidCandles(path, undefined, 'may not be read: change its permissions', error)
  return error
}

/** Its message names the line in its own words, ours at the front as every other fault does. */
function notCsv(path: string, error: CsvError): Error {
  const line: unknown = 'lines' in error ? error.lines : undefined
  return invalidCandles(
    path,
    typeof line === 'number' ? line : undefined,
    `is no CSV (${error.message}): correct the line`,
    error,
  )
}

function assertHeader(path: string, line: number, fields: readonly string[]): void {
  const wanted = recordingColumns.join(',')
  const found = fields.join(',')
  if (found !== wanted) {
    throw invalidCandles(path, line, `the header is "${found.slice(0, 100)}": make it "${wanted}"`)
  }
}

function readCandle(path: string, line: number, fields: readonly string[], contractSize: Decimal): Candle {
  if (fields.length !== recordingColumns.length) {
    const problem = `has ${String(fields.length)} fields instead of ${String(recordingColumns.length)}: correct or remove the line`
    throw invalidCandles(path, line, problem)
  }
  const numbers = recordingColumns.map((column, index) => {
    const text = fields[index] ?? ''
    if (/^\d+(\.\d+)?$/.test(text)) return decimal(text)
    throw invalidCandles(path, line, `${column} "${text}" is not a number such as 1.25: correct or remove the line`)
  })
  const [timestamp, open, high, low, close, volume] = numbers
  if (!timestamp || !open || !high || !low || !close || !volume) throw invalidCandles(path, line, 'has too few fields')
  if (!timestamp.isInteger() || timestamp.gt(8.64e15)) {
    throw invalidCandles(
      path,
      line,
      `timestamp "${timestamp.toString()}" is no epoch in milliseconds: correct the line`,
    )
  }
  const candle: Candle = {
    openAt: epochMs(timestamp.toNumber()),
    open: price(open),
    high: price(high),
    low: price(low),
    close: price(close),
    volume: quantity(volume.div(contractSize)),
  }
  const problem = candleProblem(candle)
  if (problem !== undefined) throw invalidCandles(path, line, `${problem}: correct or remove the line`)
  return candle
}

function assertFollows(
  path: string,
  line: number,
  before: { readonly candle: Candle; readonly timeframe: Timeframe | undefined } | undefined,
  candle: Candle,
): Timeframe | undefined {
  if (before === undefined) return undefined
  const span = candle.openAt - before.candle.openAt
  if (span <= 0) {
    const problem = `timestamp ${String(candle.openAt)} does not come after ${String(before.candle.openAt)}: sort the lines and remove doubles`
    throw invalidCandles(path, line, problem)
  }
  const timeframe = before.timeframe ?? timeframeOf(span)
  if (timeframe === undefined) {
    const problem = `the first two candles are ${String(span)} ms apart, which is none of ${timeframes.join(', ')}: resample the data`
    throw invalidCandles(path, line, problem)
  }
  if (span % timeframeMs(timeframe) !== 0) {
    const problem = `is ${String(span)} ms after the candle before, which is no multiple of ${timeframe}: remove the line`
    throw invalidCandles(path, line, problem)
  }
  return timeframe
}

const timeframeOf = (span: number): Timeframe | undefined =>
  timeframes.find((timeframe) => timeframeMs(timeframe) === span)
