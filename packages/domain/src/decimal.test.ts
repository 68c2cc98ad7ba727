import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { Decimal, decimal, zero } from './decimal.ts'
import { TradingError } from './trading-error.ts'

const digits = (length: { min: number; max: number }) =>
  fc.string({ unit: fc.integer({ min: 0, max: 9 }).map(String), minLength: length.min, maxLength: length.max })

describe('decimal', () => {
  test.prop([digits({ min: 1, max: 30 }), digits({ min: 1, max: 30 }), fc.boolean()])(
    'keeps every digit of a text',
    (whole, fraction, negative) => {
      const canonical = `${BigInt(whole)}${/^0*$/.test(fraction) ? '' : `.${fraction.replace(/0+$/, '')}`}`
      const expected = negative && canonical !== '0' ? `-${canonical}` : canonical
      expect(decimal(`${negative ? '-' : ''}${whole}.${fraction}`).toString()).toBe(expected)
    },
  )

  test.prop([
    fc.double({ min: -1e59, max: 1e59, noNaN: true }).filter((value) => value === 0 || Math.abs(value) > 1e-59),
  ])('writes any amount without an exponent, and the text reads back as the same number', (value) => {
    const text = decimal(value).toString()
    expect(text).toMatch(/^-?\d+(\.\d+)?$/)
    expect(decimal(text).eq(decimal(value))).toBe(true)
    expect(Number(text)).toBe(value === 0 ? 0 : value)
  })

  test.each(['', ' ', '1 ', 'NaN', 'Infinity', '-Infinity', '0x10', '0b1', '1_000', '1,5', '1e', '.', '--1', '１'])(
    'refuses the text "%s"',
    (text) => {
      expect(() => decimal(text)).toThrow(TradingError)
      expect(() => decimal(text)).toThrow(/is not a finite decimal: give digits such as 0\.5/)
    },
  )

  test.each([Number.NaN, Infinity, -Infinity, new Decimal(Number.NaN), new Decimal(1).div(0)])(
    'refuses the value %s',
    (value) => {
      expect(() => decimal(value)).toThrow(/is not a finite decimal/)
    },
  )

  test.each([undefined, null, {}, [], true, 1n])(
    'refuses %s, which is neither text nor number nor decimal',
    (value) => {
      // @ts-expect-error outside data may be anything at run time
      expect(() => decimal(value)).toThrow(TradingError)
    },
  )

  test.each(['1e400', '-1e60', '1e-400', '1e-60'])('refuses %s, whose text would need an exponent', (text) => {
    expect(() => decimal(text)).toThrow(/is beyond 1e±60/)
  })

  test('reads exponents within the limit as digits', () => {
    expect(decimal('1e-7').toString()).toBe('0.0000001')
    expect(decimal('1e+16').toString()).toBe('10000000000000000')
    expect(decimal('9e59').toString()).toBe(`9${'0'.repeat(59)}`)
  })

  test('turns minus zero into zero', () => {
    expect(decimal(-0).isNegative()).toBe(false)
    expect(decimal('-0.00')).toBe(zero)
  })

  test('takes a remainder of arithmetic below 1e-60 for zero', () => {
    expect(decimal(decimal('1e-40').times('1e-30'))).toBe(zero)
  })

  test('names the refused value in message and details, cut to 80 characters', () => {
    const text = 'x'.repeat(500)
    expect(() => decimal(text)).toThrow(
      expect.objectContaining({ code: 'invalid-amount', retry: 'never', details: { value: 'x'.repeat(80) } }),
    )
  })

  test('rounds arithmetic at 40 significant digits, ties to even', () => {
    expect(decimal(1).div(3).toString()).toBe(`0.${'3'.repeat(40)}`)
    expect(
      decimal(`1${'0'.repeat(39)}.5`)
        .plus(0)
        .toString(),
    ).toBe(`1${'0'.repeat(39)}`)
  })
})
