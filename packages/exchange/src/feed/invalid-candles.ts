import { TradingError } from '@tradingboost/domain'

/** A recording that cannot be traded on: one sentence with file, line and what to do. */
export function invalidCandles(path: string, line: number | undefined, problem: string, cause?: unknown): TradingError {
  const place = line === undefined ? path : `${path} line ${String(line)}`
  return new TradingError('invalid-candles', `${place}: ${problem}`, {
    retry: 'never',
    details: { path, ...(line === undefined ? {} : { line }) },
    ...(cause === undefined ? {} : { cause }),
  })
}
