import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { tulipCloses } from '../test/published-samples.ts'
import { firstDifference, resultsOf, warmResultsOf } from '../test/results-of.ts'
import { textbookDeviation, textbookSma } from '../test/textbook.ts'
import { createBollinger } from './bollinger.ts'

const prices = fc.array(
  fc.integer({ min: 1, max: 100_000 }).map((cents) => cents / 100),
  { maxLength: 60 },
)

describe('Bollinger bands', () => {
  test('give the values of Tulip Indicators for length 5 and 2 deviations', () => {
    const results = warmResultsOf(createBollinger(5, 2), tulipCloses)
    expect(results.map((bands) => bands.upper.toFixed(3))).toEqual([
      '84.322',
      '84.489',
      '83.655',
      '84.164',
      '84.838',
      '85.121',
      '85.997',
      '86.845',
      '87.612',
      '88.566',
      '88.319',
    ])
    expect(results.map((bands) => bands.lower.toFixed(3))).toEqual([
      '80.530',
      '80.987',
      '82.533',
      '82.472',
      '82.418',
      '82.435',
      '82.511',
      '83.143',
      '83.536',
      '83.870',
      '85.289',
    ])
  })

  test.prop([prices, fc.integer({ min: 1, max: 20 }), fc.double({ min: 0, max: 4, noNaN: true })])(
    'are the average and the population deviation to either side',
    (values, length, deviations) => {
      const results = resultsOf(createBollinger(length, deviations), values)
      const middles = textbookSma(values, length)
      const widths = textbookDeviation(values, length, length).map((one) =>
        one === undefined ? undefined : one * deviations,
      )
      const of = (edge: 'lower' | 'middle' | 'upper') => results.map((bands) => bands?.[edge])
      const shifted = (sign: number) =>
        middles.map((middle, index) => (middle === undefined ? undefined : middle + sign * (widths[index] ?? 0)))
      expect(firstDifference(of('middle'), middles, 1e-12)).toBeUndefined()
      for (const [edge, sign] of [
        ['upper', 1],
        ['lower', -1],
      ] as const) {
        for (const [index, value] of of(edge).entries()) {
          const expected = shifted(sign)[index]
          if (value === undefined || expected === undefined) expect(value).toBe(expected)
          else expect(Math.abs(value - expected)).toBeLessThan(1e-8)
        }
      }
    },
  )

  test.each([-1, Number.NaN, Infinity])('refuse a width of %s deviations', (deviations) => {
    expect(() => createBollinger(20, deviations)).toThrow(
      `the width of Bollinger bands is ${deviations}: give deviations such as 2`,
    )
  })
})
