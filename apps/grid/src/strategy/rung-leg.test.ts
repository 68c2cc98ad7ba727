import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { formatRungLeg, parseRungLeg, type RungLeg } from './rung-leg.ts'

const level = fc.integer({ min: 0, max: 99 })
const leg: fc.Arbitrary<RungLeg> = fc.oneof(
  fc.record({ kind: fc.constant('take-profit' as const), level }),
  fc.record({ kind: fc.constant('entry' as const), side: fc.constantFrom('long' as const, 'short' as const), level }),
)

test('names what an order does for which rung', () => {
  expect(formatRungLeg({ kind: 'entry', side: 'long', level: 7 })).toBe('b07')
  expect(formatRungLeg({ kind: 'entry', side: 'short', level: 12 })).toBe('s12')
  expect(formatRungLeg({ kind: 'take-profit', level: 0 })).toBe('t00')
})

test.prop([leg])('reads back what it wrote', (given) => {
  expect(parseRungLeg(formatRungLeg(given))).toEqual(given)
})

test.each(['entry', 'b7', 'x07', 'b007', ''])('knows %o for no leg of a grid', (text) => {
  expect(parseRungLeg(text)).toBeUndefined()
})
