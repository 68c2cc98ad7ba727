import { expect, test } from 'vitest'
import { decideWidth, leastWidth } from './decide-width.ts'

test('beside the server few keys are worked on at a time, over a long way more, and never so many that others starve', () => {
  expect([0, 1, 2, 5, 9.4, 200].map(decideWidth)).toEqual([leastWidth, 6, 9, 18, 32, 32])
})
