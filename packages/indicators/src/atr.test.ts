import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { tulipCandles } from '../test/published-samples.ts'
import { firstDifference, resultsOf, warmResultsOf } from '../test/results-of.ts'
import { textbookAtr } from '../test/textbook.ts'
import { createAtr } from './atr.ts'

const cents = fc.integer({ min: 1, max: 100_000 }).map((value) => value / 100)
const candles = fc.array(
  fc.tuple(cents, cents, cents).map((values) => {
    const [low, close, high] = values.toSorted((left, right) => left - right) as [number, number, number]
    return { high, low, close }
  }),
  { maxLength: 60 },
)

describe('ATR', () => {
  test('gives the values of Tulip Indicators for length 5', () => {
    expect(warmResultsOf(createAtr(5), tulipCandles).map((value) => value.toFixed(4))).toEqual([
      '1.1160',
      '1.0508',
      '1.0086',
      '1.2069',
      '1.1355',
      '1.0864',
      '1.2431',
      '1.2325',
      '1.2300',
      '1.2060',
      '1.1368',
    ])
  })

  test.prop([candles, fc.integer({ min: 1, max: 20 })])('equals the plain textbook loop', (values, length) => {
    expect(firstDifference(resultsOf(createAtr(length), values), textbookAtr(values, length), 1e-9)).toBeUndefined()
  })

  test.prop([candles, fc.integer({ min: 1, max: 20 })])('is never negative', (values, length) => {
    expect(warmResultsOf(createAtr(length), values).filter((value) => value < 0)).toEqual([])
  })

  test('counts a gap below the last close', () => {
    const atr = createAtr(1)
    atr.update({ high: 110, low: 100, close: 105 })
    expect(atr.update({ high: 92, low: 90, close: 91 })).toBe(15)
  })

  test.each(['high', 'low', 'close'] as const)('names a %s that is no number', (name) => {
    const candle = { high: 2, low: 1, close: 1.5, [name]: Number.NaN }
    expect(() => createAtr().update(candle)).toThrow(`the ${name} for ATR is NaN: leave out candles that are not whole`)
  })
})
