import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../connection/read-reply.ts'
import { samplePosition } from '../testing/sample-position.ts'
import { flatFields } from './flat-fields.ts'
import { positionFields, readBySchema, readPosition } from './position-fields.ts'
import { ownFields, readOwnPosition } from './read-own-position.ts'

const key = 'positions:7:okx:XRP-USDT-SWAP:long'
const own = flatFields(positionFields({ userId: '7', exchange: 'okx' }, samplePosition(3)))

describe('a hash that our programs wrote', () => {
  test('is read without the schema', () => {
    expect(readOwnPosition(own)).toEqual(samplePosition(3))
  })

  const digits = fc.stringMatching(/^\d{1,20}$/)
  const value = fc.oneof(
    fc.constantFrom(
      '',
      '0',
      '-0',
      '-1.5',
      '1e5',
      '1.',
      '.5',
      'NaN',
      '01',
      'okx',
      'OKX',
      'long',
      'buy',
      'A/B:C',
      '12.50',
    ),
    digits,
    fc.tuple(fc.constantFrom('', '-'), digits, digits).map(([sign, whole, part]) => `${sign}${whole}.${part}`),
    fc.stringMatching(/^\d{55,70}(\.\d{55,70})?$/),
    fc.string(),
  )
  const altered = fc.array(fc.tuple(fc.nat({ max: ownFields.length - 1 }), value), { maxLength: 3 }).map((changes) => {
    const pairs = [...own]
    for (const [at, text] of changes) pairs[at * 2 + 1] = text
    return pairs
  })
  const arranged = fc.oneof(
    altered,
    altered.map((pairs) => [...pairs, 'source', '{"posId":"1"}']),
    altered.map((pairs) => pairs.slice(2)),
    altered.map((pairs) => [...pairs.slice(2), ...pairs.slice(0, 2)]),
  )

  test('says the same whether it is read by the schema or without', () => {
    const outcome = (read: () => unknown): unknown => {
      try {
        return read()
      } catch (error) {
        return String(error)
      }
    }
    fc.assert(
      fc.property(arranged, (pairs) => {
        expect(outcome(() => readPosition(key, pairs))).toEqual(outcome(() => readBySchema(key, fieldsOf(pairs))))
      }),
      { numRuns: 3_000 },
    )
  })

  test.each([
    ['quantity', '-1', /quantity of -1 is negative/],
    ['averagePrice', `1${'0'.repeat(70)}`, /beyond 1e±60/],
  ])('whose %s is %s is an error of that record', (field, text, reason) => {
    const pairs = own.with(own.indexOf(field) + 1, text)
    const read = (): unknown => readPosition(key, pairs)
    expect(read).toThrow(
      expect.objectContaining({ code: 'stored-value-invalid', details: expect.objectContaining({ key }) }),
    )
    expect(read).toThrow(reason)
  })
})
