import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildAutomaton } from './automaton.ts'
import { parsePattern } from './parse-pattern.ts'
import { shortestCommonText } from './shortest-common-text.ts'

const common = (a: string, b: string) =>
  shortestCommonText(buildAutomaton(parsePattern(a)), buildAutomaton(parsePattern(b)))

describe('shortestCommonText', () => {
  it.each([
    ['abc', 'abc', 'abc'],
    ['a[0-9]+', '[a-z]7', 'a7'],
    ['(?:long|short)', 's.*', 'short'],
    ['x:[^:]+', 'x:index', 'x:index'],
    ['a{2,3}', 'a{3,}', 'aaa'],
    ['(?:ab)?c', '[^a]', 'c'],
    ['\\d+', '[0-9A-F]{2}', '00'],
    ['^a$', 'a', 'a'],
    ['\\u{1F600}|z', '[^a-z]', '\u{1F600}'],
  ])('finds the shortest text of /%s/ and /%s/', (a, b, witness) => {
    expect(common(a, b)).toBe(witness)
  })

  it.each([
    ['abc', 'abd'],
    ['[a-m]+', '[n-z]+'],
    ['a{1,2}', 'a{3,4}'],
    ['x:[^:]+', 'x:[^:]+:[^:]+'],
    ['[A-Z][A-Za-z]*', 'key'],
  ])('proves /%s/ and /%s/ disjoint', (a, b) => {
    expect(common(a, b)).toBeUndefined()
  })

  it('refuses what the subset does not have instead of misreading it', () => {
    for (const pattern of ['(?=a)b', 'a*?', '\\bword', '(a', 'a)', '[b-a]', '(?<n>a)', '\\1']) {
      expect(() => parsePattern(pattern), pattern).toThrow(/cannot read/)
    }
  })

  const atom = fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '(?:ab|c)', '\\d')
  const quantifier = fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}')
  const pattern = fc
    .array(fc.tuple(atom, quantifier), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.map(([one, times]) => one + times).join(''))

  it('returns only texts that the regular expression engine accepts for both', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const witness = common(a, b)
        if (witness === undefined) return
        expect(new RegExp(`^(?:${a})$`, 'su').test(witness)).toBe(true)
        expect(new RegExp(`^(?:${b})$`, 'su').test(witness)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('misses no common text: whatever both expressions accept contradicts a proof of disjointness', () => {
    fc.assert(
      fc.property(
        pattern,
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1'), maxLength: 5 }),
        (a, b, text) => {
          const both = new RegExp(`^(?:${a})$`, 'su').test(text) && new RegExp(`^(?:${b})$`, 'su').test(text)
          if (!both) return
          const witness = common(a, b)
          expect(witness).toBeDefined()
          expect((witness ?? '').length).toBeLessThanOrEqual(text.length)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
