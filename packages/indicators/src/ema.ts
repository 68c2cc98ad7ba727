import { EMA } from 'trading-signals'
import { fromUpdates } from './from-updates.ts'
import type { Indicator } from './indicator.ts'
import { wholeLength } from './whole-length.ts'

/**
 * Exponential moving average of weight 2 / (length + 1), begun at the first value (as Tulip Indicators does; TA-Lib begins at a
 * simple average) and shown from the `length`-th on. Throws `invalid-config` for a length below 1.
 */
export function createEma(length: number): Indicator {
  const series = new EMA(wholeLength('EMA', length))
  return fromUpdates({
    name: 'EMA',
    warmUp: length,
    numbers: (value) => ({ value }),
    update: (value) => series.add(value),
  })
}
