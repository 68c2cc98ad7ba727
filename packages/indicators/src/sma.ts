import { SMA } from 'trading-signals'
import { fromUpdates } from './from-updates.ts'
import type { Indicator } from './indicator.ts'
import { wholeLength } from './whole-length.ts'

/** Simple moving average: the plain mean of the last `length` values. Throws `invalid-config` for a length below 1. */
export function createSma(length: number): Indicator {
  const series = new SMA(wholeLength('SMA', length))
  return fromUpdates({
    name: 'SMA',
    warmUp: length,
    numbers: (value) => ({ value }),
    update: (value) => series.add(value),
  })
}
