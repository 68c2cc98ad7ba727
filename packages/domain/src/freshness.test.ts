import { expect, test } from 'vitest'
import { fresh, readingOf } from './freshness.ts'

test('a value is fresh up to the age allowed and stale beyond it', () => {
  expect(readingOf('a', 1_000, 1_000)).toEqual({ kind: 'fresh', value: 'a', ageMs: 1_000 })
  expect(readingOf('a', 1_001, 1_000)).toEqual({ kind: 'stale', value: 'a', ageMs: 1_001 })
})

test('a value that its source was just asked for has no age', () => {
  expect(fresh(undefined)).toEqual({ kind: 'fresh', value: undefined, ageMs: 0 })
})
