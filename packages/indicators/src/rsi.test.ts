import { fc, test } from '@fast-check/vitest'
import { RSI } from 'trading-signals'
import { describe, expect } from 'vitest'
import { stockChartsRsi, tulipCloses, wilderRsi } from '../test/published-samples.ts'
import { firstDifference, resultsOf, warmResultsOf } from '../test/results-of.ts'
import { textbookRsi } from '../test/textbook.ts'
import { createRsi } from './rsi.ts'

const prices = fc.array(
  fc.integer({ min: 1, max: 100_000 }).map((cents) => cents / 100),
  { maxLength: 120 },
)
const lengths = fc.integer({ min: 1, max: 20 })

describe('RSI against published values', () => {
  test('gives the 19 values of StockCharts to their two decimals', () => {
    const results = warmResultsOf(createRsi(14), stockChartsRsi.closes)
    expect(results.map((value) => Number(value.toFixed(2)))).toEqual(stockChartsRsi.rsi14)
  })

  test("gives Wilder's own worksheet of 1978, up to his cutting of intermediate results", () => {
    const results = warmResultsOf(createRsi(14), wilderRsi.closes)
    expect(results).toHaveLength(wilderRsi.rsi14.length)
    for (const [index, value] of results.entries()) expect(Math.abs(value - wilderRsi.rsi14[index]!)).toBeLessThan(0.53)
  })

  test('gives the values of Tulip Indicators for length 5 to their three decimals', () => {
    expect(warmResultsOf(createRsi(5), tulipCloses).map((value) => value.toFixed(3))).toEqual([
      '72.034',
      '64.927',
      '75.936',
      '79.796',
      '74.713',
      '83.033',
      '87.478',
      '88.755',
      '91.483',
      '78.498',
    ])
  })
})

describe('RSI', () => {
  test.prop([prices, lengths])('equals the plain textbook loop', (values, length) => {
    expect(firstDifference(resultsOf(createRsi(length), values), textbookRsi(values, length), 1e-6)).toBeUndefined()
  })

  test.prop([prices, fc.integer({ min: 2, max: 20 })])(
    "equals the library's own RSI wherever the price has moved",
    (values, length) => {
      fc.pre(new Set(values.slice(0, length + 1)).size > 1)
      const library = new RSI(length)
      const theirs = values.map((value) => library.add(value) ?? undefined)
      expect(firstDifference(resultsOf(createRsi(length), values), theirs, 1e-6)).toBeUndefined()
    },
  )

  test.prop([prices, lengths])(
    'is undefined for the first `length` values and lies within 0 and 100 after',
    (values, length) => {
      const results = resultsOf(createRsi(length), values)
      expect(results.slice(0, length).every((value) => value === undefined)).toBe(true)
      expect(results.slice(length).every((value) => value !== undefined && value >= 0 && value <= 100)).toBe(true)
    },
  )

  test.prop([prices, lengths])('of a mirrored market is the rest to 100', (values, length) => {
    const mirrored = values.map((value) => 2_000 - value)
    const rest = resultsOf(createRsi(length), mirrored).map((value) => (value === undefined ? undefined : 100 - value))
    const ours = resultsOf(createRsi(length), values)
    for (const [index, value] of ours.entries()) {
      if (value === undefined) expect(rest[index]).toBeUndefined()
      else expect(value).toBeCloseTo(rest[index]!, 6)
    }
  })

  test('is 100 when the price only rose, 0 when it only fell, 50 when it did not move', () => {
    const steps = Array.from({ length: 15 }, (_, index) => index)
    expect(
      resultsOf(
        createRsi(14),
        steps.map((step) => 100 + step),
      ).at(-1),
    ).toBe(100)
    expect(
      resultsOf(
        createRsi(14),
        steps.map((step) => 100 - step),
      ).at(-1),
    ).toBe(0)
    expect(
      resultsOf(
        createRsi(14),
        steps.map(() => 100),
      ).at(-1),
    ).toBe(50)
  })

  test('does not exceed 100 by a rounding', () => {
    expect(resultsOf(createRsi(1), [374.33, 817.18])).toEqual([undefined, 100])
  })

  test('has length 14 unless told otherwise', () => {
    expect(createRsi().warmUp).toBe(15)
  })
})
