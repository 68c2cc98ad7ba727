import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdsInexactNumber } from './holds-inexact-number.ts'
import { parseJson } from './parse-json.ts'
import { parseKeepingDigits } from './parse-keeping-digits.ts'

describe('the fast path', () => {
  const digits = fc.stringMatching(/^\d{1,25}$/)
  const whole = digits.map((text) => text.replace(/^0+(?=\d)/, ''))
  const token = fc
    .tuple(
      fc.constantFrom('', '-'),
      whole,
      fc.option(digits),
      fc.option(fc.tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), fc.stringMatching(/^\d{1,4}$/))),
    )
    .map(
      ([sign, lead, fraction, exponent]) =>
        `${sign}${lead}${fraction === null ? '' : `.${fraction}`}${exponent === null ? '' : exponent.join('')}`,
    )
  const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value))
  const number = fc.oneof(token, double)
  const blank = fc.stringMatching(/^[ \t\n\r]{0,2}$/)
  const string = fc
    .oneof(
      number,
      fc.string({ unit: 'binary' }),
      fc.tuple(fc.constantFrom('a ', ', ', '\\"', ':', 'x'), number).map(([before, text]) => before + text),
    )
    .map((text) => JSON.stringify(text))
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      number,
      string,
      fc.constantFrom('null', 'true', '{}', '[]'),
      fc
        .tuple(fc.array(tie('value'), { maxLength: 4 }), blank)
        .map(([elements, gap]) => `[${gap}${elements.join(`${gap},${gap}`)}${gap}]`),
      fc
        .tuple(fc.array(fc.tuple(string, tie('value')), { maxLength: 4 }), blank)
        .map(([fields, gap]) => `{${fields.map((field) => field.join(`${gap}:${gap}`)).join(`,${gap}`)}${gap}}`),
    ),
  }))

  test('reads every JSON text to what the parser that looks at every number reads', () => {
    fc.assert(
      fc.property(fc.tuple(blank, value, blank), (parts) => {
        const text = parts.join('')
        expect(parseJson(text)).toEqual({ kind: 'ok', value: parseKeepingDigits(text) })
      }),
      { numRuns: 2_000 },
    )
  })

  test('refuses every text that the other refuses', () => {
    const broken = fc
      .tuple(value, fc.nat(), fc.constantFrom('', '"', ',', '0', '-', 'e', ' '))
      .map(([text, at, put]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + put + text.slice(place + 1)
      })
    fc.assert(
      fc.property(broken, (text) => {
        let expected: ReturnType<typeof parseKeepingDigits> | undefined
        try {
          expected = parseKeepingDigits(text)
        } catch {
          expected = undefined
        }
        const result = parseJson(text)
        expect(result.kind === 'ok' ? result.value : undefined).toEqual(expected)
      }),
      { numRuns: 2_000 },
    )
  })

  test.each([
    ['{"posId": "2451781910000123456", "uTime": 1763900001000, "qty": 1.5}', false],
    ['{"avgPx": 0.30000000000000004, "fee": 1e-05}', false],
    ['{"hash": "9e21a 1234567890123"}', false],
    ['{"id": 2451781910000123456}', true],
    ['[-0.12345678901234567]', true],
    ['1e400', true],
  ])('is taken by %s unless a number demands more', (text, holds) => {
    expect(holdsInexactNumber(text, JSON.parse(text))).toBe(holds)
  })
})
