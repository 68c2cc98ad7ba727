import { BollingerBands as BollingerSeries } from 'trading-signals'
import { TradingError } from '@tradingboost/domain'
import { fromUpdates } from './from-updates.ts'
import type { Indicator } from './indicator.ts'
import { wholeLength } from './whole-length.ts'

/** Bands around a simple moving average, in price units. */
export interface BollingerBands {
  readonly lower: number
  readonly middle: number
  readonly upper: number
}

/**
 * Bollinger bands: the simple average of `length` values, and the population standard deviation (divisor `length`) times
 * `deviations` to either side. Throws `invalid-config` for a length below 1 or a negative or infinite number of deviations.
 * Source: John Bollinger, Bollinger on Bollinger Bands, 2001.
 */
export function createBollinger(length = 20, deviations = 2): Indicator<number, BollingerBands> {
  if (!(deviations >= 0 && deviations < Infinity)) {
    throw new TradingError(
      'invalid-config',
      `the width of Bollinger bands is ${deviations}: give deviations such as 2`,
      {
        retry: 'never',
        details: { indicator: 'Bollinger bands', deviations: String(deviations) },
      },
    )
  }
  const series = new BollingerSeries(wholeLength('Bollinger bands', length), deviations)
  return fromUpdates({
    name: 'Bollinger bands',
    warmUp: length,
    numbers: (value) => ({ value }),
    update: (value) => series.add(value),
  })
}
