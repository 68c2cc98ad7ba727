import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { resultsOf } from '../test/results-of.ts'
import { createMomentum } from './momentum.ts'

describe('momentum', () => {
  test('is the fraction gained since the value so many candles before', () => {
    expect(resultsOf(createMomentum(2), [100, 50, 101, 60, 50.5])).toEqual([undefined, undefined, 0.01, 0.2, -0.5])
  })

  test('is undefined where the value before was zero, and goes on after', () => {
    expect(resultsOf(createMomentum(1), [0, 5, 10])).toEqual([undefined, undefined, 1])
  })

  test.prop([
    fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 60 }),
    fc.integer({ min: 1, max: 20 }),
  ])('has the sign of the change', (values, length) => {
    for (const [index, value] of resultsOf(createMomentum(length), values).entries()) {
      if (index < length) expect(value).toBeUndefined()
      else expect(Math.sign(value ?? Number.NaN)).toBe(Math.sign(values[index]! - values[index - length]!))
    }
  })
})
