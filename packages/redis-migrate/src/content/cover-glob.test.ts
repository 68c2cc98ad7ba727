import { expect, test } from 'vitest'
import { coverGlob } from './cover-glob.ts'

test.each([
  [['*:positions:*', 'positions:*', 'x:positions:*'], '*positions*'],
  [['*:user:*:symbol:*:order_placed', 'orders:*:user:*:symbol:*:order_placed'], '*order_placed*'],
  [['basket:*', 'lines:*'], undefined],
  [['a:*', 'a:*'], undefined],
  [['*'], undefined],
  [[], undefined],
  [['basket\\:*', 'basket\\:x*'], undefined],
])('one glob for the keys of %j is %j', (globs, expected) => {
  expect(coverGlob(globs)).toBe(expected)
})
