import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { entrySignal } from './entry-signal.ts'

const zones = { oversold: 30, overbought: 70 }
const signal = (before: number | undefined, now: number | undefined) => entrySignal({ before, now }, zones)
const anRsi = fc.double({ min: 0, max: 100, noNaN: true })

describe('entrySignal', () => {
  test.each([
    ['long when the RSI leaves the oversold zone', 29, 31, 'long'],
    ['long from the very edge of the zone', 30, 30.1, 'long'],
    ['short when the RSI leaves the overbought zone', 71, 69, 'short'],
    ['short from the very edge of the zone', 70, 69.9, 'short'],
    ['nothing within the oversold zone', 25, 28, undefined],
    ['nothing on the way into the oversold zone', 31, 29, undefined],
    ['nothing onto the edge of the zone', 29, 30, undefined],
    ['nothing within the overbought zone', 75, 72, undefined],
    ['nothing on the way into the overbought zone', 69, 71, undefined],
    ['nothing between the zones', 45, 55, undefined],
    ['nothing while the RSI is not warm', undefined, 31, undefined],
  ])('calls for %s', (_, before, now, side) => {
    expect(signal(before, now)).toBe(side)
  })

  test.prop([anRsi, anRsi])('mirrors: what calls for long calls for short upside down', (before, now) => {
    const mirrored = entrySignal({ before: 100 - before, now: 100 - now }, zones)
    const opposite = { long: 'short', short: 'long' } as const
    const side = signal(before, now)
    // 100 - x may round at the very edge; away from it the rule is exact.
    fc.pre([before, now].every((rsi) => Math.abs(rsi - 30) > 1e-9 && Math.abs(rsi - 70) > 1e-9))
    expect(mirrored).toBe(side === undefined ? undefined : opposite[side])
  })

  test.prop([anRsi, anRsi])(
    'never calls twice in a row in the same direction without a return to the zone',
    (now, next) => {
      fc.pre(signal(20, now) === 'long')
      expect(signal(now, next)).not.toBe('long')
    },
  )
})
