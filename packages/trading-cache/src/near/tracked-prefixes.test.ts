import { orderCache, position, positionCache, positionIndex } from '@tradingboost/redis-keys'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { trackedPrefixes } from './tracked-prefixes.ts'

test('a prefix ends where the first parameter stands, and the shorter of two stands for both', () => {
  expect(trackedPrefixes([positionIndex, position, positionCache, orderCache])).toEqual([
    'order:',
    'position:',
    'positions:',
  ])
})

test('a family that begins with a parameter is refused by name', () => {
  expect(() => trackedPrefixes([{ name: 'anyUser', template: '<userId>:x' }])).toThrow(/anyUser/)
})

test('none of the prefixes begins another, and each template begins with one', () => {
  const template = fc.stringMatching(/^[ab:]{1,6}$/).map((prefix) => ({ name: 'f', template: `${prefix}<userId>` }))
  fc.assert(
    fc.property(fc.array(template, { minLength: 1 }), (families) => {
      const prefixes = trackedPrefixes(families)
      expect(prefixes.filter((one) => prefixes.some((other) => other !== one && one.startsWith(other)))).toEqual([])
      expect(families.every((family) => prefixes.some((one) => family.template.startsWith(one)))).toBe(true)
    }),
  )
})
