import { expect, test } from 'vitest'
import { decideWidth, leastWidth } from './decide-width.ts'

test('beside the server few scripts are under way, over a long way more, never so many that others starve', () => {
  expect([0, 1, 2, 5, 9.4, 200].map((ms) => decideWidth(ms, 0))).toEqual([leastWidth, 8, 12, 24, 32, 32])
})

test('at a rate one script is under way beside the server, over a long way as many as fill it', () => {
  expect([0, 1, 2, 9.4, 200].map((ms) => decideWidth(ms, 20))).toEqual([1, 2, 3, 11, 32])
})
