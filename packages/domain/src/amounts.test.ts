import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { money, price, quantity } from './amounts.ts'

const constructors = { price, quantity, money }

describe.each(Object.entries(constructors))('%s', (_name, construct) => {
  test.each(['', 'NaN', 'Infinity', '1e400', 'abc', Number.NaN, Infinity])('refuses %s', (value) => {
    expect(() => construct(value)).toThrow(expect.objectContaining({ code: 'invalid-amount', retry: 'never' }))
  })

  test.prop([fc.nat()])('keeps a whole number as it is', (value) => {
    expect(construct(value).toString()).toBe(String(value))
  })
})

describe('amounts that count things', () => {
  test('refuse a negative value and name it', () => {
    expect(() => price('-0.5')).toThrow('a price of -0.5 is negative: check what was subtracted')
    expect(() => quantity(-3)).toThrow('a quantity of -3 is negative: check what was subtracted')
  })

  test('take zero and minus zero', () => {
    expect(price(0).isZero()).toBe(true)
    expect(quantity('-0').isNegative()).toBe(false)
  })
})

describe('money', () => {
  test('may be negative', () => {
    expect(money('-12.50').toString()).toBe('-12.5')
  })
})
