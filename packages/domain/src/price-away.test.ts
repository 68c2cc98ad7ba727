import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { price } from './amounts.ts'
import { priceAway } from './price-away.ts'

test.each([
  ['1', 'long', -3.28, '0.9672'],
  ['1', 'long', 1.31, '1.0131'],
  ['1', 'short', 1.31, '0.9869'],
  ['0.5', 'short', -5, '0.525'],
] as const)('%s, %s, %s percent away is %s to the last digit', (from, side, percent, expected) => {
  expect(priceAway(price(from), side, percent).toFixed()).toBe(expected)
})

test.prop([fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 9_999 })])(
  'equals whole numbers in units of a ten thousandth of the price’s last digit',
  (units, hundredths) => {
    const away = priceAway(price(units), 'long', hundredths / 100)
    expect(away.times(10_000).toFixed()).toBe(String(BigInt(units) * BigInt(10_000 + hundredths)))
  },
)
