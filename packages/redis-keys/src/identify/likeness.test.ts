import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { likeness } from './likeness.ts'

describe('likeness', () => {
  it.each([
    ['positions', 'positions', 1],
    ['positions', 'postions', 8 / 9],
    ['abc', 'xyz', 0],
    ['abc', '', 0],
    ['', '', 1],
  ])('of %j and %j is %f', (a, b, expected) => {
    expect(likeness(a, b)).toBeCloseTo(expected)
  })

  it('does not compare words of a length that no template has', () => {
    expect(likeness('a'.repeat(65), 'a'.repeat(65))).toBe(0)
  })

  test.prop([fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 })])(
    'is the same both ways, from 0 to 1',
    (a, b) => {
      expect(likeness(a, b)).toBeCloseTo(likeness(b, a))
      expect(likeness(a, b)).toBeGreaterThanOrEqual(0)
      expect(likeness(a, b)).toBeLessThanOrEqual(1)
    },
  )
})
