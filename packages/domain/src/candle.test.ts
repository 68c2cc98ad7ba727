import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { price, quantity, type Price } from './amounts.ts'
import { candleProblem, timeframeMs, timeframes, type Candle } from './candle.ts'
import { epochMs } from './clock.ts'

const aCandle = (changes: Partial<Candle> = {}): Candle => ({
  openAt: epochMs(1_636_934_400_000),
  open: price('1.1893'),
  high: price('1.1954'),
  low: price('1.1891'),
  close: price('1.1941'),
  volume: quantity('9289043.5'),
  ...changes,
})

describe('timeframeMs', () => {
  test.each([
    ['1m', 60_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['4h', 14_400_000],
    ['1d', 86_400_000],
  ] as const)('counts %s as %d ms', (timeframe, milliseconds) => {
    expect(timeframeMs(timeframe)).toBe(milliseconds)
  })

  test('grows along the list of timeframes, and each divides a day', () => {
    const spans = timeframes.map(timeframeMs)
    expect(spans).toEqual(spans.toSorted((left, right) => left - right))
    expect(new Set(spans).size).toBe(timeframes.length)
    expect(spans.filter((span) => 86_400_000 % span !== 0)).toEqual([])
  })
})

describe('candleProblem', () => {
  const cents = fc.integer({ min: 1, max: 1_000_000 }).map((value) => price(value).div(100))

  test.prop([fc.array(cents, { minLength: 4, maxLength: 4 }), fc.nat()])(
    'finds nothing when open and close lie between low and high',
    (values, volume) => {
      const [low, open, close, high] = values.map((value) => price(value)).toSorted((a, b) => a.cmp(b)) as [
        Price,
        Price,
        Price,
        Price,
      ]
      expect(candleProblem(aCandle({ open, high, low, close, volume: quantity(volume) }))).toBeUndefined()
    },
  )

  test.each([
    ['high 1.1 is below low 1.1891', { high: price('1.1') }],
    ['open 1.18 is below low 1.1891', { open: price('1.18') }],
    ['open 1.2 is above high 1.1954', { open: price('1.2') }],
    ['close 1 is below low 1.1891', { close: price('1') }],
    ['close 9 is above high 1.1954', { close: price('9') }],
    ['low 0 is not above zero', { low: price(0) }],
    ['volume -1 is negative', { volume: quantity(1).neg() as Candle['volume'] }],
    ['its time NaN is no count of milliseconds since 1970', { openAt: epochMs(Number.NaN) }],
    ['its time -1 is no count of milliseconds since 1970', { openAt: epochMs(-1) }],
  ])('says: %s', (problem, changes) => {
    expect(candleProblem(aCandle(changes))).toBe(problem)
  })
})
