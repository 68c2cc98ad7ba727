import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { catalogue, channels } from '../catalogue/catalogue.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import { expiresAfter } from '../define/lifetime.ts'
import { hash, set, string } from '../define/value-shape.ts'
import { defineKey } from '../language.ts'
import { checkLock } from './check-lock.ts'
import { lockOf } from './lock-of.ts'

const released = lockOf([...catalogue, ...channels])
const unchanged = {
  catalogue: released,
  written: released,
  released,
  kept: [],
  pending: undefined,
  announcements: ['Adds `positionNext`.'],
  migrations: [],
}
const changed = (name: string, change: Partial<AnyKeyFamily>) =>
  lockOf([...catalogue.map((family) => (family.name === name ? { ...family, ...change } : family)), ...channels])
const afterLocking = (name: string, change: Partial<AnyKeyFamily>) => {
  const lock = changed(name, change)
  return { ...unchanged, catalogue: lock, written: lock }
}
const next = defineKey({
  name: 'positionNext',
  template: 'position_next:<userId>:<exchange>:<symbol>:<side>',
  value: string(z.string()),
  lifetime: expiresAfter(60_000),
  owner: 'shared',
  status: 'active',
  replaces: ['position'],
  summary: 'A new family.',
})

describe('checkLock', () => {
  it('finds nothing where nothing changed', () => {
    expect(checkLock(unchanged)).toEqual([])
  })

  it.each<readonly [fault: string, change: Partial<AnyKeyFamily>, kind: RegExp]>([
    ['template', { template: 'position:<userId>' }, /position KEY: "positions:.*" -> "position:<userId>" \(major/],
    [
      'type',
      { type: 'set', value: set(string(z.string())) },
      /position TYPE: hash -> set \(major; needs a migration\)/,
    ],
    [
      'lifetime',
      { lifetime: expiresAfter(1000) },
      /position TTL: persistent once written, .* -> 1000 ms \(major; needs a migration\)/,
    ],
    [
      'record',
      { value: hash(z.object({ amount: z.string() })) },
      /position VALUE breaking: new readers of old data: amount: the reader needs it/,
    ],
  ])(
    'refuses an active family whose %s changed in place, also with a major changeset and a new lock',
    (_, change, kind) => {
      const findings = checkLock({ ...afterLocking('position', change), pending: 'major' })
      expect(findings).toEqual([expect.stringMatching(kind)])
      expect(findings[0]).toMatch(
        /Instead:\n {2}1\. put position back.*\n.*replaces: \['position'\].*\n.*migration.*\n.*keys lock/,
      )
    },
  )

  it('refuses an active family that left without a trace', () => {
    const lock = lockOf([...catalogue.filter(({ name }) => name !== 'position'), ...channels])
    const findings = checkLock({ ...unchanged, catalogue: lock, written: lock, pending: 'major' })
    expect(findings).toEqual([expect.stringMatching(/position KEY: active family .* is gone/)])
  })

  describe('of a family that another one takes the place of', () => {
    const recipe = lockOf([
      ...catalogue.map((family) =>
        family.name === 'position' ? { ...family, status: 'deprecated' as const, replacedBy: [next.name] } : family,
      ),
      next,
      ...channels,
    ])
    const check = { ...unchanged, catalogue: recipe, written: recipe, pending: 'minor' } as const
    const moving = { id: '0009-position', from: [{ name: 'position' }], to: [next] }

    it('accepts the recipe: the old one deprecated, a new one, a migration, a minor changeset, a new lock', () => {
      expect(checkLock({ ...check, migrations: [moving] })).toEqual([])
      expect(checkLock({ ...check, migrations: [moving], pending: 'patch' })).toEqual([
        expect.stringMatching(/demands a minor release.*pending changesets ask for patch/),
      ])
    })

    it.each([
      ['there is no migration', []],
      ['one leads elsewhere', [{ ...moving, to: [{ name: 'price' }] }]],
      ['one comes from elsewhere', [{ ...moving, from: [{ name: 'price' }] }]],
      ['one leads back', [{ ...moving, from: [next], to: [{ name: 'position' }] }]],
    ])('refuses it where %s, and says which to write', (_, migrations) => {
      expect(checkLock({ ...check, migrations })).toEqual([
        'position is released and active, and positionNext replaces it without a migration of its keys:\n' +
          '  write one from position to positionNext in packages/redis-migrate; docs/runbooks/change-a-key.md shows how',
      ])
    })

    it('asks for a migration to each family that takes a part of it', () => {
      const part = lockOf([{ ...next, name: 'positionPart', template: 'position_part:<userId>' }]).families
      const lock = { ...recipe, families: { ...recipe.families, ...part } }
      const announcements = ['Adds positionNext and positionPart.']
      const findings = checkLock({ ...check, announcements, catalogue: lock, written: lock, migrations: [moving] })
      expect(findings).toEqual([expect.stringMatching(/positionPart replaces it without a migration/)])
    })
  })

  it('refuses a retired family whose keys stay, and accepts one whose keys expire or whose messages are gone', () => {
    const retired = afterLocking('position', { status: 'deprecated' })
    expect(checkLock({ ...retired, pending: 'minor' })).toEqual([
      expect.stringMatching(/^position .* nothing replaces it and its keys stay:\n {2}define what takes its place/),
    ])
    const removing = { id: '0009-remove-positions', from: [{ name: 'position' }], to: [] }
    expect(checkLock({ ...retired, pending: 'minor', migrations: [removing] })).toEqual([])
    expect(checkLock({ ...afterLocking('price', { status: 'deprecated' }), pending: 'minor' })).toEqual([])
    const silent = lockOf([...catalogue, ...channels.map((one) => ({ ...one, status: 'deprecated' as const }))])
    expect(checkLock({ ...unchanged, catalogue: silent, written: silent, pending: 'minor' })).toEqual([])
  })

  it('asks for no migration of a family that was deprecated before, whatever replaces it now', () => {
    const old = changed('position', { status: 'deprecated' })
    const lock = { ...old, families: { ...old.families, ...lockOf([next]).families } }
    expect(checkLock({ ...unchanged, released: old, catalogue: lock, written: lock, pending: 'minor' })).toEqual([])
  })

  it('refuses a changeset that bumps less than the change demands, and says which change demands it', () => {
    const check = afterLocking('price', { owner: 'grid' })
    for (const pending of [undefined, 'patch', 'minor'] as const) {
      expect(checkLock({ ...check, pending })).toEqual([
        expect.stringMatching(/demands a major release[^]*price OWNER: written by shared -> grid[^]*Run `changeset`/),
      ])
    }
    expect(checkLock({ ...check, pending: 'major' })).toEqual([])
  })

  it('refuses a lock file that is behind the catalogue, and names what differs', () => {
    const lock = changed('price', { readers: ['grid', 'hyperrsi', 'engine'] })
    expect(checkLock({ ...unchanged, catalogue: lock, pending: 'minor' })).toEqual([
      'keys.lock.json is behind the catalogue in price: run `keys lock` and commit it',
    ])
    expect(checkLock({ ...unchanged, written: undefined })).toEqual([
      'there is no keys.lock.json: run `keys lock` and commit it',
    ])
  })

  it('counts a lock written on the branch as not released', () => {
    const withoutPrice = lockOf([...catalogue.filter(({ name }) => name !== 'price'), ...channels])
    const lock = changed('price', { lifetime: expiresAfter(1) })
    expect(
      checkLock({
        ...unchanged,
        catalogue: lock,
        written: lock,
        released: withoutPrice,
        pending: 'minor',
        announcements: ['price'],
      }),
    ).toEqual([])
  })
})
