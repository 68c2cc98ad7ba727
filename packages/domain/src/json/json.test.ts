import { Decimal } from '../decimal.ts'
import { TradingError } from '../trading-error.ts'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonValue } from './json-value.ts'
import { LosslessNumber } from './lossless-number.ts'
import { parseJson } from './parse-json.ts'
import { stringifyJson } from './stringify-json.ts'

function parsed(text: string): JsonValue {
  const result = parseJson(text)
  if (result.kind === 'invalid') throw new Error(result.reason)
  return result.value
}

const refusal = (value: unknown): string => {
  try {
    stringifyJson(value)
  } catch (error) {
    if (error instanceof TradingError && error.code === 'value-not-storable') return error.message
    throw error
  }
  return 'stored'
}

describe('reading JSON', () => {
  test.each([
    ['5.0', 5],
    ['1e-05', 0.00001],
    ['1e+16', 1e16],
    ['-0.5', -0.5],
    ['9007199254740991', 9007199254740991],
    ['0.30000000000000004', 0.30000000000000004],
    ['1.10', 1.1],
  ])('reads Python text %s as a plain number, its value being exact', (text, value) => {
    expect(parsed(text)).toBe(value)
  })

  test.each([
    '1234567890123456789',
    '9007199254740993',
    '-9007199254740992',
    '0.12345678901234567',
    '1e400',
    '1e-400',
    '5.00000000000000001',
  ])('keeps %s as a LosslessNumber, for a double would change it', (text) => {
    expect(parsed(`{"legs": [{"id": ${text}}]}`)).toEqual({ legs: [{ id: new LosslessNumber(text) }] })
  })

  test('reads the escapes that json.dumps writes for text outside ASCII', () => {
    expect(parsed(String.raw`{"note": "\uadf8\ub9ac\ub4dc \ud83d\ude80"}`)).toEqual({ note: '그리드 🚀' })
  })

  test('leaves digits that stand in a string alone', () => {
    expect(parsed('{"posId": "2451781910000123", "text": "a, 1234567890123456789"}')).toEqual({
      posId: '2451781910000123',
      text: 'a, 1234567890123456789',
    })
  })

  test('reads what is nested as deeply as JSON.parse reads it', () => {
    const deep = '['.repeat(20_000) + '1' + ']'.repeat(20_000)
    expect(parseJson(deep).kind).toBe('ok')
  })

  test.each(['{"percentage": NaN}', '[Infinity]', '-Infinity'])('calls %s invalid and names the word', (text) => {
    const result = parseJson(text)
    expect(result.kind === 'invalid' && result.reason).toMatch(/bare -?(NaN|Infinity)/)
  })

  test.each(['', '{', "{'a': 1}", 'None', '\u0000', '01'])('calls %j invalid', (text) => {
    expect(parseJson(text).kind).toBe('invalid')
  })
})

describe('writing JSON', () => {
  test('writes bigint, Decimal and LosslessNumber by their digits', () => {
    const value = {
      id: 1234567890123456789n,
      size: new Decimal('0.12345678901234567'),
      fee: new LosslessNumber('1.50'),
    }
    expect(stringifyJson(value)).toBe('{"id":1234567890123456789,"size":0.12345678901234567,"fee":1.50}')
  })

  test('writes a number beyond 2^53 with an exponent, so that Python reads a float and no false integer', () => {
    expect(stringifyJson([2 ** 60, -0, 1e-7])).toBe('[1.152921504606847e+18,-0.0,1e-7]')
  })

  test('leaves out fields that are undefined', () => {
    expect(stringifyJson({ a: undefined, b: null })).toBe('{"b":null}')
  })

  const cycle: Record<string, unknown> = {}
  cycle['self'] = cycle
  test.each([
    [
      { legs: [{}, {}, { price: Number.NaN }] },
      'data.legs[2].price is NaN: write a finite number, or null where there is none',
    ],
    [
      { a: { 'b c': Number.POSITIVE_INFINITY } },
      'data.a["b c"] is Infinity: write a finite number, or null where there is none',
    ],
    [{ a: new Decimal(Number.NaN) }, 'data.a is NaN: write a finite number, or null where there is none'],
    [{ a: () => 1 }, 'data.a is a function: JSON has no word for it'],
    [{ a: [Symbol('x')] }, 'data.a[0] is a symbol: JSON has no word for it'],
    [{ [Symbol('x')]: 1 }, 'data has a symbol for a field name: name it by text'],
    [{ a: [undefined] }, 'data.a[0] is undefined: write null or leave it out'],
    [undefined, 'data is undefined: write null or leave it out'],
    [cycle, 'data.self holds itself: break the cycle'],
    [{ at: new Date(0) }, 'data.at is a Date: convert it to text, a number or a plain object'],
    [{ m: new Map() }, 'data.m is a Map: convert it to text, a number or a plain object'],
  ])('refuses case %# with a sentence that names the path', (value, sentence) => {
    expect(refusal(value)).toBe(sentence)
  })

  test('refuses what Python could not read back for its depth', () => {
    let deep: unknown = 1
    for (let level = 0; level < 600; level += 1) deep = [deep]
    expect(refusal(deep)).toMatch(/nested deeper than 500 levels/)
  })

  test('the same object twice side by side is no cycle', () => {
    const leg = { a: 1 }
    expect(stringifyJson([leg, leg])).toBe('[{"a":1},{"a":1}]')
  })
})

describe('reading and writing again', () => {
  const integer = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String)
  const fixed = fc.tuple(integer, fc.stringMatching(/^\d{1,25}$/)).map(([whole, fraction]) => `${whole}.${fraction}`)
  const exponent = fc
    .tuple(fc.integer({ min: -9, max: 9 }), fc.stringMatching(/^\d{1,20}$/), fc.integer({ min: -300, max: 300 }))
    .map(
      ([lead, digits, power]) =>
        `${lead}.${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`,
    )
  const token = fc.oneof(
    integer,
    fixed,
    exponent,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => JSON.stringify(n)),
  )

  test('keeps the value of every number token exactly', () => {
    fc.assert(
      fc.property(fc.array(token), (tokens) => {
        const again = stringifyJson(parsed(`{"a": [${tokens.join(', ')}]}`))
        const written = again === '{"a":[]}' ? [] : again.slice('{"a":['.length, -']}'.length).split(',')
        expect(written.map((text) => sameDecimal(text))).toEqual(tokens.map((text) => sameDecimal(text)))
      }),
    )
  })

  test('keeps what JSON.parse reads of any JSON text', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        expect(JSON.parse(stringifyJson(parsed(text)))).toEqual(JSON.parse(text))
      }),
    )
  })

  test('never throws on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => ['ok', 'invalid'].includes(parseJson(text).kind)))
  })
})

/** Exact value of a token, whichever way it is spelled; 100 digits are more than any token here has. */
function sameDecimal(text: string): string {
  const Wide = Decimal.clone({ precision: 100 })
  return new Wide(text).plus(0).toString()
}
