import { ATR } from 'trading-signals'
import { fromUpdates } from './from-updates.ts'
import type { Indicator } from './indicator.ts'
import { wholeLength } from './whole-length.ts'

/** What a range is read from: three prices of one closed candle. */
export interface PriceRange {
  readonly high: number
  readonly low: number
  readonly close: number
}

/**
 * Average true range in price units: Wilder's smoothed average of the true range, begun at the mean of the first `length`;
 * the first candle's true range is high - low. Throws `invalid-config` for a length below 1.
 * Source: J. Welles Wilder, New Concepts in Technical Trading Systems, 1978.
 */
export function createAtr(length = 14): Indicator<PriceRange> {
  const series = new ATR(wholeLength('ATR', length))
  return fromUpdates<PriceRange, number>({
    name: 'ATR',
    warmUp: length,
    numbers: ({ high, low, close }) => ({ high, low, close }),
    update: ({ high, low, close }) => series.add({ high, low, close }),
  })
}
