import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sparkline } from './sparkline.ts'

test('draws from the lowest to the highest value', () => {
  expect(sparkline([1, 2, 3, 4, 5, 6, 7, 8], 20)).toBe('▁▂▃▄▅▆▇█')
})

test('draws a flat series flat', () => {
  expect(sparkline([5, 5, 5], 20)).toBe('▁▁▁')
})

test('is as wide as it may be, shows the last value at its end, and only block characters', () => {
  const series = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 300 })
  fc.assert(
    fc.property(series, fc.integer({ min: 1, max: 100 }), (values, width) => {
      const drawn = sparkline(values, width)
      expect(drawn).toHaveLength(Math.min(width, values.length))
      expect(drawn).toMatch(/^[▁▂▃▄▅▆▇█]+$/)
      const rising = sparkline([...values, Math.max(...values) + 1], width)
      expect(rising.at(-1)).toBe('█')
    }),
  )
})
