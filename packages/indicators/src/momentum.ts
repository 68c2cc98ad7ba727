import { ROC } from 'trading-signals'
import { fromUpdates } from './from-updates.ts'
import type { Indicator } from './indicator.ts'
import { wholeLength } from './whole-length.ts'

/**
 * Momentum: the change against the value `length` candles before, as a fraction of that (0.01 is a rise by 1 %);
 * undefined where that value was zero. Throws `invalid-config` for a length below 1.
 */
export function createMomentum(length = 20): Indicator {
  const series = new ROC(wholeLength('momentum', length))
  return fromUpdates({
    name: 'momentum',
    warmUp: length + 1,
    numbers: (value) => ({ value }),
    update: (value) => {
      const change = series.add(value)
      return change !== null && Number.isFinite(change) ? change : null
    },
  })
}
