import { expect, test } from 'vitest'
import { decideWidth, leastWidth } from './decide-width.ts'

test('beside the server few keys are worked on at a time, over a long way more, and never so many that others starve', () => {
  expect([0, 1, 2, 5, 9.4, 200].map((ms) => decideWidth(ms, 0))).toEqual([leastWidth, 8, 12, 24, 32, 32])
})

test('at a rate one key is worked on at a time beside the server, over a long way as many as are on their way', () => {
  expect([0, 1, 2, 9.4, 200].map((ms) => decideWidth(ms, 20))).toEqual([1, 2, 3, 11, 32])
})
