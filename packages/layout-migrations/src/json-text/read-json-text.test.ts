import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldOf, type JsonText } from './json-text.ts'
import { readJsonText } from './read-json-text.ts'
import { setFields } from './set-fields.ts'

function read(text: string): JsonText {
  const result = readJsonText(text)
  if (result.kind === 'invalid') throw new Error(result.reason)
  return result.value
}

/** What JSON.parse would answer; numbers as their digits. */
function meaning(value: JsonText): unknown {
  switch (value.kind) {
    case 'object':
      return Object.fromEntries(value.fields.map((field) => [field.name, meaning(field.value)]))
    case 'list':
      return value.elements.map(meaning)
    case 'string':
      return value.value
    case 'number':
      return Number(value.text)
    case 'word':
      return JSON.parse(value.text)
  }
}

function objectIn(text: string) {
  const value = read(text)
  if (value.kind !== 'object') throw new Error(`${text} is no object`)
  return value
}

const blank = fc.stringMatching(/^[ \t\n\r]{0,3}$/)

/** JSON as Python and others write it: any blanks, escapes or none, NaN and Infinity. */
const spelled = fc.letrec<{ readonly value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('null', 'true', 'false', 'NaN', 'Infinity', '-Infinity', '1e-08', '-0', '2451781910000123456'),
    fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
    fc.tuple(blank, fc.array(fc.tuple(tie('value'), blank))).map(([lead, parts]) => `[${lead}${join(parts)}]`),
    fc
      .tuple(
        blank,
        fc.array(
          fc.tuple(
            fc.string().map((name) => JSON.stringify(name)),
            blank,
            tie('value'),
            blank,
          ),
        ),
      )
      .map(
        ([lead, parts]) =>
          `{${lead}${join(parts.map(([name, gap, value, tail]) => [`${name}${gap}:${gap}${value}`, tail]))}}`,
      ),
  ),
})).value

function join(parts: readonly (readonly [string, string])[]): string {
  return parts.map(([text, gap]) => `${gap}${text}${gap}`).join(',')
}

function pieces(value: JsonText): readonly JsonText[] {
  if (value.kind === 'list') return [value, ...value.elements.flatMap(pieces)]
  return value.kind === 'object' ? [value, ...value.fields.flatMap((field) => pieces(field.value))] : [value]
}

describe('reading JSON with its places', () => {
  it('means what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        expect(meaning(read(text))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('refuses what JSON.parse refuses', () => {
    const almost = fc.tuple(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', '0', '\\', '\n', 'x'),
    )
    fc.assert(
      fc.property(almost, ([text, at, mark]) => {
        const place = at % (text.length + 1)
        const broken = text.slice(0, place) + mark + text.slice(place + 1)
        let isJson = true
        try {
          JSON.parse(broken)
        } catch {
          isJson = false
        }
        expect(readJsonText(broken).kind).toBe(isJson ? 'ok' : 'invalid')
      }),
    )
  })

  it('keeps of every piece the very characters and where they stood, whatever blanks and escapes they have', () => {
    fc.assert(
      fc.property(blank, spelled, blank, (lead, text, tail) => {
        const whole = `${lead}${text}${tail}`
        const found = read(whole)
        expect(found.text).toBe(text)
        for (const piece of pieces(found)) {
          expect(whole.slice(piece.at, piece.at + piece.text.length)).toBe(piece.text)
        }
      }),
    )
  })

  it('takes the last of two fields of one name, as Python does', () => {
    expect(fieldOf(objectIn('{"pos": "1", "pos": "2"}'), 'pos')?.text).toBe('"2"')
  })

  it.each([
    ['', 'it is not JSON: it ends too early'],
    ['[1,', 'it is not JSON: it ends too early'],
    ['{"a" 1}', 'it is not JSON: "1" at 5 belongs to nothing'],
    ['["a]', 'it is not JSON: the text that begins at 1 has no end'],
    ['[]]', 'it is not JSON: "]" at 2 belongs to nothing'],
  ])('says of %j where it stops being JSON', (text, reason) => {
    expect(readJsonText(text)).toEqual({ kind: 'invalid', reason })
  })

  it('refuses what is nested deeper than Python reads, and does not fall over it', () => {
    expect(readJsonText('['.repeat(200_000))).toEqual({
      kind: 'invalid',
      reason: 'it is not JSON: it is nested deeper than 500 levels',
    })
  })
})

describe('setting fields of an object in place', () => {
  it('changes the value and no other character', () => {
    const object = objectIn('{ "b":1.10,"pos" : "3" ,"note": "\\ub871"}')
    expect(
      setFields(
        object,
        new Map([
          ['pos', '"12"'],
          ['b', '7'],
        ]),
      ),
    ).toBe('{ "b":7,"pos" : "12" ,"note": "\\ub871"}')
  })

  it.each([
    ['{}', '{"new": 1}'],
    ['{"a": {}}', '{"a": {}, "new": 1}'],
  ])('adds to %s what it lacks', (text, expected) => {
    expect(setFields(objectIn(text), new Map([['new', '1']]))).toBe(expected)
  })

  it('finds its places in an object that stands inside another text', () => {
    const list = read('[{"a": 1}, {"a": 2}]')
    const second = list.kind === 'list' ? list.elements[1] : undefined
    expect(second?.kind === 'object' && setFields(second, new Map([['a', '3']]))).toBe('{"a": 3}')
  })
})
