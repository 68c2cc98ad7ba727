import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { createRecentKeys } from './recent-keys.ts'

test.prop([fc.array(fc.uint8Array({ maxLength: 3 }))])('a key is new once, as long as the window holds', (keys) => {
  const recent = createRecentKeys(1_000)
  const known = new Set<string>()
  for (const bytes of keys) {
    const name = bytes.join(' ')
    expect(recent.isNew(Buffer.from(bytes))).toBe(!known.has(name))
    known.add(name)
  }
})

test('a generation or more of keys is remembered, two are not', () => {
  const recent = createRecentKeys(100)
  const look = (index: number): boolean => recent.isNew(Buffer.from(`positions:${index}`))
  for (let index = 0; index < 250; index += 1) expect(look(index)).toBe(true)
  for (let index = 150; index < 250; index += 1) expect(look(index)).toBe(false)
  expect(look(0)).toBe(true)
})

test('a million keys that differ little are all new', () => {
  const recent = createRecentKeys()
  let twice = 0
  for (let index = 0; index < 1_000_000; index += 1) {
    if (!recent.isNew(Buffer.from(`k${index}`))) twice += 1
  }
  expect(twice).toBe(0)
})
