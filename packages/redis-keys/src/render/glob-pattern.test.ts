import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paramsOf } from '../../test/family-params.ts'
import { redisGlobMatches } from '../../test/redis-glob.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import { exchangeUser } from '../catalogue/users.ts'
import { order } from '../catalogue/orders.ts'
import {
  covers,
  formatGlob,
  globPatterns,
  globRegularExpression,
  type GlobPattern,
  withoutCovered,
} from './glob-pattern.ts'

const pattern: fc.Arbitrary<GlobPattern> = fc.array(
  fc.oneof(
    fc.constantFrom('a', ':', '*', '[').map((text) => ({ kind: 'character', text }) as const),
    fc.constantFrom({ kind: 'any' } as const, { kind: 'no-colon' } as const),
  ),
  { maxLength: 6 },
)
const text = fc.string({ unit: fc.constantFrom('a', ':', '*', '[', 'b'), maxLength: 7 })

describe('the globs of a family', () => {
  it.each(catalogue.map((family) => ({ family, name: family.name })))('match every key of $name', ({ family }) => {
    const globs = globPatterns(family).map(formatGlob)
    fc.assert(
      fc.property(paramsOf(family), (params) => {
        const key = Buffer.from(family.buildChecked(params)).toString('latin1')
        expect(globs.some((glob) => redisGlobMatches(glob, key))).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  it('begin with each word of a closed list, not with *', () => {
    expect(globPatterns(exchangeUser).map(formatGlob).slice(0, 2)).toEqual(['okx:user:*', 'okx_spot:user:*'])
  })

  it('hold no colon where a last parameter has a limited length', () => {
    const globs = globPatterns(order).map(formatGlob)
    expect(globs.slice(0, 2)).toEqual(['orders:[^:]', 'orders:[^:][^:]'])
    expect(globs.some((glob) => redisGlobMatches(glob, 'orders:okx:user:1:symbol:A:orders'))).toBe(false)
  })
})

describe('a glob', () => {
  it('matches what its regular expression matches', () => {
    fc.assert(
      fc.property(pattern, text, (glob, candidate) => {
        const expression = new RegExp(`^${globRegularExpression(glob)}$`, 'su')
        expect(redisGlobMatches(formatGlob(glob), candidate)).toBe(expression.test(candidate))
      }),
    )
  })

  it('covers another only when it matches all that the other matches', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (wide, narrow, candidate) => {
        if (!covers(wide, narrow) || !redisGlobMatches(formatGlob(narrow), candidate)) return
        expect(redisGlobMatches(formatGlob(wide), candidate)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['okx:user:*', 'okx:user:*:symbol:*', true],
    ['okx:user:*', 'okx:user:*', true],
    ['orders:*', 'orders:[^:]', true],
    ['orders:[^:]', 'orders:*', false],
    ['a', 'ab', false],
    ['*:user:*', 'user:*', false],
  ])('%s covers %s: %s', (wide, narrow, expected) => {
    expect(covers(read(wide), read(narrow))).toBe(expected)
  })

  it('is left out where another covers it, and stated once', () => {
    expect(withoutCovered(['a:*', 'a:b', 'a:*', 'b'].map(read)).map(formatGlob)).toEqual(['a:*', 'b'])
  })
})

function read(glob: string): GlobPattern {
  return [...glob.matchAll(/\*|\[\^:\]|./g)].map(([piece]) => {
    if (piece === '*') return { kind: 'any' }
    return piece === '[^:]' ? { kind: 'no-colon' } : { kind: 'character', text: piece }
  })
}
