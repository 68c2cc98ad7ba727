import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue, channels } from '../catalogue/catalogue.ts'
import { parseTemplate } from '../define/parse-template.ts'
import { textSegment, foreignSegment, patternSegment } from '../define/text-segment.ts'
import { segments } from '../segments.ts'
import { automatonOfPattern } from './automaton-of-pattern.ts'
import { commonKey } from './common-key.ts'
import { shortestCommonText } from './shortest-common-text.ts'

const table = {
  ...segments,
  any: foreignSegment('anything', ['a:b']),
  id: textSegment('a text', ['a']),
  digits: patternSegment('[0-9]+', 'digits', ['1']),
}
const spelling = (template: string) => ({ parts: parseTemplate(template, table) })
const common = (a: string, b: string) => commonKey(spelling(a), spelling(b))

describe('commonKey', () => {
  it.each([
    ['a:<id>', 'a:index', 'a:index'],
    ['a:<id>:b', 'a:c:<id>', 'a:c:b'],
    ['a:<digits>', '<id>:7', 'a:7'],
    ['a:<any>', 'a:b:<id>:c', 'a:b:0:c'],
    ['x:<symbol>', 'x:<id>', 'x:/'],
    ['x:<symbol>', 'x:<symbol>:<side>', undefined],
    ['x:<id>:<side>', 'x:<symbol>:<id>', 'x:/:long'],
    ['a:<id>', 'a:<id>:b', undefined],
    ['a:<id>', 'b:<id>', undefined],
    ['a:<digits>', 'a:<side>', undefined],
    ['t<digits>:x', '<id>:x', 't0:x'],
  ])('of %s and %s is %s', (a, b, witness) => {
    expect(common(a, b)).toBe(witness)
  })

  it('does not believe what a segment claims of its colons', () => {
    const liar = { ...table, id: { ...table.id, pattern: '[^/]+', colons: 0 as const } }
    const a = { parts: parseTemplate('a:<id>', liar) }
    expect(commonKey(a, spelling('a:b:c'))).toBe('a:b:c')
  })

  const families = [...catalogue, ...channels]
  const whole = (family: (typeof families)[number]) => automatonOfPattern(family.pattern)

  it('agrees with the automata of the whole patterns', () => {
    fc.assert(
      fc.property(fc.constantFrom(...families), fc.constantFrom(...families), (a, b) => {
        const witness = commonKey(a, b)
        expect(witness?.length).toBe(shortestCommonText(whole(a), whole(b))?.length)
        if (witness === undefined) return
        expect(witness).toMatch(new RegExp(a.pattern, 'u'))
        expect(witness).toMatch(new RegExp(b.pattern, 'u'))
      }),
      { numRuns: 300 },
    )
  })
})
