import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { stockChartsAverages, tulipCloses } from '../test/published-samples.ts'
import { firstDifference, resultsOf, warmResultsOf } from '../test/results-of.ts'
import { textbookEma } from '../test/textbook.ts'
import { createEma } from './ema.ts'

const prices = fc.array(
  fc.integer({ min: 1, max: 100_000 }).map((cents) => cents / 100),
  { maxLength: 80 },
)

describe('EMA', () => {
  test('gives the values of Tulip Indicators for length 5, from the fifth on', () => {
    expect(warmResultsOf(createEma(5), tulipCloses).map((value) => value.toFixed(4))).toEqual([
      '82.7140',
      '82.8593',
      '82.8529',
      '83.2319',
      '83.6713',
      '83.9008',
      '84.4439',
      '85.1426',
      '85.7251',
      '86.4067',
      '86.7011',
    ])
  })

  // StockCharts begins at the mean of the first ten (22.22), we at the first value: the first results are 0.03 apart, and what
  // is left of that shrinks by 9/11 a candle, below their rounding after ten.
  test('comes to the values of StockCharts for length 10 once the seed has decayed', () => {
    const results = warmResultsOf(createEma(10), stockChartsAverages.closes)
    expect(results).toHaveLength(stockChartsAverages.ema10.length)
    expect(Math.abs(results[0]! - stockChartsAverages.ema10[0]!)).toBeLessThan(0.035)
    for (const [index, published] of stockChartsAverages.ema10.entries()) {
      if (index >= 10) expect(Math.abs(results[index]! - published)).toBeLessThan(0.01)
    }
  })

  test.prop([prices, fc.integer({ min: 1, max: 20 })])('equals the plain textbook loop', (values, length) => {
    expect(firstDifference(resultsOf(createEma(length), values), textbookEma(values, length), 1e-12)).toBeUndefined()
  })

  test.prop([prices, fc.integer({ min: 1, max: 20 })])(
    'lies between the lowest and the highest value so far',
    (values, length) => {
      for (const [index, value] of resultsOf(createEma(length), values).entries()) {
        if (value === undefined) continue
        const past = values.slice(0, index + 1)
        expect(value).toBeGreaterThanOrEqual(Math.min(...past) * (1 - 1e-12))
        expect(value).toBeLessThanOrEqual(Math.max(...past) * (1 + 1e-12))
      }
    },
  )
})
