import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readJson } from './parse-json.ts'
import { readTogether } from './read-together.ts'

describe('reading many objects in one parse', () => {
  // Pieces that are no JSON alone and may be some side by side.
  const piece = fc.constantFrom(
    '{',
    '}',
    '"',
    '\\',
    ',',
    ':',
    '[',
    ']',
    '\n',
    ' ',
    '"a"',
    '"a":',
    '{}',
    '{"a":1}',
    '1',
    'e9',
  )
  const torn = fc.array(piece, { maxLength: 8 }).map((pieces) => `{${pieces.join('')}`)
  const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })).map((value) => JSON.stringify(value))
  const flat = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.double(), fc.bigInt())).map(
    (fields) =>
      `{${Object.entries(fields)
        .map(
          ([name, value]) =>
            `${JSON.stringify(name)}:${typeof value === 'bigint' ? String(value) : JSON.stringify(value)}`,
        )
        .join(',')}}`,
  )
  const text = fc.oneof(object, flat, torn, fc.constant(undefined))

  test('yields what reading one after the other yields, or nothing', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
        const together = readTogether(texts)
        fc.pre(together !== undefined)
        expect(together).toEqual(texts.map((one) => (one === undefined ? undefined : readJson(one))))
      }),
      { numRuns: 3_000 },
    )
  })

  test.each([
    ['a string that goes on in the next text', ['{"a":"}', '{"}', '{},{}']],
    ['a list that goes on in the next text', ['{"x":[{}', '{}]}', '{},{}']],
    ['an object that goes on in the next text', ['{"x":{}', '"y":1}']],
    ['two objects in one text', ['{},{}']],
    ['a number that a double changes', ['{"id":1}', '{"id":1234567890123456789}']],
    ['an exponent that a double does not reach', ['{"a":1e400}']],
    ['a text that is no object', ['{}', '1']],
  ])('yields nothing for %s', (_what, texts) => {
    expect(readTogether(texts)).toBeUndefined()
  })

  test('leaves the places of texts that are not there empty', () => {
    expect(readTogether([undefined, '{"a":1}', undefined, '{"a":2}'])).toEqual([
      undefined,
      { a: 1 },
      undefined,
      { a: 2 },
    ])
  })
})
