import { TradingError } from '@tradingboost/domain'

/** Gives back a length of one or more whole candles; throws a TradingError `invalid-config` for anything else. */
export function wholeLength(name: string, length: number): number {
  if (Number.isSafeInteger(length) && length >= 1) return length
  throw new TradingError(
    'invalid-config',
    `the length of ${name} is ${length}: give a whole number of candles, at least 1`,
    {
      retry: 'never',
      details: { indicator: name, length: String(length) },
    },
  )
}
