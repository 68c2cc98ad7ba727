import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { reconnectDelay } from './reconnect-delay.ts'

test('doubles with each attempt up to 2 s', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => reconnectDelay(attempt, () => 1))
  expect(longest).toEqual([50, 100, 200, 400, 800, 1_600, 2_000, 2_000])
})

test('stays between half and the whole of its ceiling whatever chance says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
      const delay = reconnectDelay(attempt, () => chance)
      const ceiling = reconnectDelay(attempt, () => 1)
      expect(delay).toBeGreaterThanOrEqual(ceiling / 2)
      expect(delay).toBeLessThanOrEqual(ceiling)
    }),
  )
})
