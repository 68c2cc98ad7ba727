import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { trendAllows, trendState } from './trend-state.ts'

const line = (from: number, step: number, count = 60): number[] =>
  Array.from({ length: count }, (_, at) => from + at * step)

describe('trendState', () => {
  test('is strong down when the close falls through the lower band, though the weak condition holds as well', () => {
    expect(trendState([...line(200, -1), 120])).toBe(-2)
  })

  test('is strong up when the close rises through the upper band', () => {
    expect(trendState([...line(100, 1), 180])).toBe(2)
  })

  test('is weakly up in a rise within the bands and weakly down in such a fall', () => {
    expect(trendState([...line(100, 1), 157])).toBe(1)
    expect(trendState([...line(200, -1), 143])).toBe(-1)
  })

  test('is neutral where nothing moves, and while there are too few closes', () => {
    expect(trendState(line(100, 0))).toBe(0)
    expect(trendState(line(100, 1, 20))).toBe(0)
  })

  test.prop([fc.array(fc.integer({ min: 50, max: 150 }), { minLength: 0, maxLength: 80 })])(
    'mirrors: the same market upside down has the opposite state',
    (closes) => {
      // Momentum is relative, so its sign alone is compared: it flips with the market as long as prices stay above zero.
      expect(trendState(closes.map((close) => 200 - close)) + trendState(closes)).toBe(0)
    },
  )
})

describe('trendAllows', () => {
  test.each([-2, -1, 0, 1, 2] as const)('blocks only the side against a strong trend, at %i', (state) => {
    expect(trendAllows('long', state)).toBe(state !== -2)
    expect(trendAllows('short', state)).toBe(state !== 2)
  })
})
