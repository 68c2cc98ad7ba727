import { WSMA } from 'trading-signals'
import { fromUpdates } from './from-updates.ts'
import type { Indicator } from './indicator.ts'
import { wholeLength } from './whole-length.ts'

/** Neither side has the upper hand in a market that did not move. */
const balanced = 50

/**
 * Relative strength index, 0 to 100: Wilder's smoothed average gain against average loss, first shown after `length` changes.
 * 100 without losses, 0 without gains, 50 with neither. Throws `invalid-config` for a length below 1.
 * Source: J. Welles Wilder, New Concepts in Technical Trading Systems, 1978.
 */
export function createRsi(length = 14): Indicator {
  // The library's own RSI reads a market without any change as 100, and never gets warm at length 1.
  const gains = new WSMA(wholeLength('RSI', length))
  const losses = new WSMA(length)
  let previous: number | undefined
  return fromUpdates({
    name: 'RSI',
    warmUp: length + 1,
    numbers: (value) => ({ value }),
    update: (value) => {
      const change = value - (previous ?? value)
      const isFirst = previous === undefined
      previous = value
      if (isFirst) return null
      const gain = gains.add(Math.max(change, 0))
      const loss = losses.add(Math.max(-change, 0))
      if (gain === null || loss === null) return null
      // Divided first: 100 * gain / gain may come out above 100.
      return gain + loss === 0 ? balanced : 100 * (gain / (gain + loss))
    },
  })
}
