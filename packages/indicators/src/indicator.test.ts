import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { createAtr, createBollinger, createEma, createMomentum, createRsi, createSma, type Indicator } from './index.ts'

/** Every indicator, fed by one number a candle. */
const kinds: Readonly<Record<string, (length: number) => Indicator<number, unknown>>> = {
  RSI: createRsi,
  SMA: createSma,
  EMA: createEma,
  momentum: createMomentum,
  'Bollinger bands': (length) => createBollinger(length),
  ATR: (length) => {
    const atr = createAtr(length)
    return {
      warmUp: atr.warmUp,
      get value() {
        return atr.value
      },
      update: (close) => atr.update({ high: close + 1, low: close - 1, close }),
    }
  },
}

const prices = fc.array(fc.integer({ min: 2, max: 100_000 }), { maxLength: 60 })

describe.each(Object.entries(kinds))('%s', (name, create) => {
  test.prop([prices, fc.integer({ min: 1, max: 20 })])(
    'has its first result after exactly `warmUp` inputs and shows the last one as `value`',
    (values, length) => {
      const indicator = create(length)
      expect(indicator.value).toBeUndefined()
      for (const [index, value] of values.entries()) {
        const result = indicator.update(value)
        expect(result === undefined).toBe(index + 1 < indicator.warmUp)
        expect(indicator.value).toBe(result)
      }
    },
  )

  test.prop([prices, fc.integer({ min: 1, max: 20 }), fc.constantFrom(Number.NaN, Infinity, -Infinity)])(
    'refuses what is no finite number and goes on as if it had not come',
    (values, length, broken) => {
      const disturbed = create(length)
      const calm = create(length)
      for (const value of values) {
        expect(() => disturbed.update(broken)).toThrow(expect.objectContaining({ code: 'invalid-amount' }))
        expect(disturbed.update(value)).toEqual(calm.update(value))
      }
    },
  )

  test.each([0, -1, 1.5, Number.NaN, Infinity])('refuses a length of %s', (length) => {
    expect(() => create(length)).toThrow(expect.objectContaining({ code: 'invalid-config', retry: 'never' }))
    expect(() => create(length)).toThrow(
      `the length of ${name} is ${length}: give a whole number of candles, at least 1`,
    )
  })
})
