import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { stockChartsAverages, tulipCloses } from '../test/published-samples.ts'
import { firstDifference, resultsOf, warmResultsOf } from '../test/results-of.ts'
import { textbookSma } from '../test/textbook.ts'
import { createSma } from './sma.ts'

const prices = fc.array(
  fc.integer({ min: 1, max: 100_000 }).map((cents) => cents / 100),
  { maxLength: 80 },
)
const lengths = fc.integer({ min: 1, max: 20 })

describe('SMA', () => {
  test('gives the values of Tulip Indicators for length 5', () => {
    expect(warmResultsOf(createSma(5), tulipCloses).map((value) => value.toFixed(3))).toEqual([
      '82.426',
      '82.738',
      '83.094',
      '83.318',
      '83.628',
      '83.778',
      '84.254',
      '84.994',
      '85.574',
      '86.218',
      '86.804',
    ])
  })

  test('begins where the EMA of StockCharts begins', () => {
    expect(warmResultsOf(createSma(10), stockChartsAverages.closes)[0]).toBeCloseTo(22.22, 2)
  })

  test.prop([prices, lengths])('equals the plain textbook loop', (values, length) => {
    expect(firstDifference(resultsOf(createSma(length), values), textbookSma(values, length), 1e-12)).toBeUndefined()
  })

  test.prop([prices, lengths])('lies between the lowest and the highest of its values', (values, length) => {
    for (const [index, value] of resultsOf(createSma(length), values).entries()) {
      if (value === undefined) continue
      const window = values.slice(index - length + 1, index + 1)
      expect(value).toBeGreaterThanOrEqual(Math.min(...window) * (1 - 1e-12))
      expect(value).toBeLessThanOrEqual(Math.max(...window) * (1 + 1e-12))
    }
  })
})
