import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { minute } from '../define/duration.ts'
import { expiresAfter, persistent, type Lifetime } from '../define/lifetime.ts'
import { hash, json, string, type ValueShape } from '../define/value-shape.ts'
import { defineKey } from '../language.ts'
import { checkLock } from './check-lock.ts'
import { lockOf } from './lock-of.ts'

const family = (
  status: 'active' | 'deprecated',
  value: ValueShape = string(z.string()),
  { name = 'order', lifetime = persistent }: { name?: string; lifetime?: Lifetime } = {},
) =>
  lockOf([
    defineKey({ name, template: 'orders:<userId>', value, lifetime, owner: 'shared', status, summary: 'A family.' }),
  ])
const hashed = hash(z.object({ a: z.string() }))
const checked = (
  released: ReturnType<typeof lockOf>,
  catalogue: ReturnType<typeof lockOf>,
  kept: ReturnType<typeof lockOf>[],
) =>
  checkLock({
    catalogue,
    written: catalogue,
    released,
    kept: kept.map((lock, at) => ({ version: `0.${kept.length - at}.0`, lock })),
    pending: 'major',
    announcements: ['order and otherOrder'],
    migrations: [{ id: '0009-orders', from: [{ name: 'order' }], to: [] }],
  })

describe('a family that comes back from deprecated', () => {
  it('as it was, is accepted', () => {
    expect(checked(family('deprecated'), family('active'), [family('active')])).toEqual([])
  })

  it.each<readonly [what: string, ValueShape, RegExp]>([
    ['type', hashed, /order TYPE: string -> hash \(major; needs a migration\)/],
    ['encoding', json(z.string()), /order VALUE breaking: encoding text -> json \(major; needs a migration\)/],
    ['record', string(z.enum(['a'])), /order VALUE forward: .* \(major; needs a migration\)/],
  ])('with another %s, is refused by the merge that brings it back', (_, value, said) => {
    const findings = checked(family('deprecated'), family('active', value), [])
    expect(findings).toEqual([expect.stringMatching(said)])
    expect(findings[0]).toMatch(/A released key never changes in place/)
  })

  it('is refused also where a merge between changed it while it was deprecated', () => {
    const findings = checked(family('deprecated', hashed), family('active', hashed), [
      family('deprecated', hashed),
      family('active'),
    ])
    expect(findings).toEqual([
      expect.stringMatching(
        /^order is active in another form than in the released version 0\.1\.0 [^]*TYPE: string -> hash/,
      ),
    ])
  })

  it('is refused also under another name, once its own name has left the catalogue', () => {
    const other = family('active', hashed, { name: 'otherOrder' })
    expect(checked(lockOf([]), other, [family('active')])).toEqual([
      expect.stringMatching(/^otherOrder is active in another form than in the released version 0\.1\.0, as order, /),
    ])
  })

  it('may stay deprecated in another form', () => {
    expect(checked(family('deprecated'), family('deprecated', hashed), [family('active')])).toEqual([])
  })

  it('may hold another value where what was written has expired', () => {
    const lifetime = expiresAfter(minute)
    const [old, next] = [string(z.string()), string(z.enum(['a']))].map((value) =>
      family('active', value, { lifetime }),
    )
    expect(old === undefined || next === undefined ? undefined : checked(next, next, [old])).toEqual([])
  })
})

describe('a new family', () => {
  const check = (announcements: readonly string[], catalogue = family('active')) =>
    checkLock({
      catalogue,
      written: catalogue,
      released: lockOf([]),
      kept: [],
      pending: 'minor',
      announcements,
      migrations: [],
    })

  it.each<readonly [string, readonly string[]]>([
    ['is empty', ['']],
    ['is of another family', ['`orders` hold what else.', 'A faster cache.']],
  ])('is refused where the changeset %s', (_, announcements) => {
    expect(check(announcements)).toEqual([
      'order is a new family, and no pending changeset names it: run `changeset`, choose @tradingboost/redis-keys, ' +
        'minor, and write a sentence that names order and what it holds',
    ])
  })

  it('is accepted where a changeset names it, and needs none where it is deprecated from the start', () => {
    expect(check(['Orders are hashes, `order`.'])).toEqual([])
    expect(check([], family('deprecated'))).toEqual([])
  })
})
