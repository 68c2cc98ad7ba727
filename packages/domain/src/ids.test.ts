import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { botId, clientOrderId, exchangeOrderId, fillId, userId } from './ids.ts'

const constructors = {
  'user id': userId,
  'bot id': botId,
  'client order id': clientOrderId,
  'exchange order id': exchangeOrderId,
  'fill id': fillId,
}

describe.each(Object.entries(constructors))('a %s', (what, construct) => {
  test.prop([fc.string({ minLength: 1, unit: 'binary' })])('stays the text it was', (text) => {
    expect(construct(text)).toBe(text)
  })

  test.each(['0042', '1234567890123456789'])('keeps zeros in front and 19 digits: %s', (text) => {
    expect(construct(text)).toBe(text)
  })

  test('is refused when empty, with its name in the message', () => {
    expect(() => construct('')).toThrow(`the ${what} must be non-empty text, not ""`)
    expect(() => construct('')).toThrow(expect.objectContaining({ code: 'invalid-id', retry: 'never' }))
  })

  test.each([42, 1n, null, undefined, {}])('is refused when it comes as %s instead of text', (value) => {
    // @ts-expect-error a caller without types may pass anything
    expect(() => construct(value)).toThrow(expect.objectContaining({ code: 'invalid-id' }))
  })
})
