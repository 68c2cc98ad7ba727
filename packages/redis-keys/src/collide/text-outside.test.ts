import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { automatonOfPattern } from './automaton-of-pattern.ts'
import { textOutside } from './text-outside.ts'

const outside = (a: string, b: string) => textOutside(automatonOfPattern(a), automatonOfPattern(b))

describe('textOutside', () => {
  it.each([
    ['[a-c]+', '[a-z]+', undefined],
    ['[a-z]+', '[a-c]+', 'd'],
    ['okx|binance', 'okx|binance|bybit', undefined],
    ['okx|binance|bybit', 'okx|binance', 'bybit'],
    ['\\d{1,3}', '\\d{1,2}', '000'],
    ['a?', 'a', ''],
    ['(?:ab)*', 'a*b*(?:ab)?', 'ababab'],
  ])('of /%s/ beside /%s/ is %j', (a, b, text) => {
    expect(outside(a, b)).toBe(text)
  })

  const atom = fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '(?:ab|c)', '\\d')
  const quantifier = fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}')
  const pattern = fc
    .array(fc.tuple(atom, quantifier), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.map(([one, times]) => one + times).join(''))

  it('is a text of the first that the second refuses, and where there is none no text refutes it', () => {
    fc.assert(
      fc.property(
        pattern,
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1'), maxLength: 4 }),
        (a, b, text) => {
          const [first, second] = [new RegExp(`^(?:${a})$`, 'su'), new RegExp(`^(?:${b})$`, 'su')]
          const found = outside(a, b)
          const isOutside = (one: string): boolean => first.test(one) && !second.test(one)
          expect(found === undefined ? !isOutside(text) : isOutside(found)).toBe(true)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
