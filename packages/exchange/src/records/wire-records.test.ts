import { fc, test } from '@fast-check/vitest'
import { anOrder, anOrderRequest, aPosition } from '@tradingboost/testkit'
import { expect } from 'vitest'
import {
  wireCandle,
  wireDecimal,
  wireFill,
  wireInstrument,
  wireMoney,
  wireOrder,
  wireOrderRequest,
  wirePosition,
  wirePrice,
  wireQuantity,
} from './wire-records.ts'

const schemas = {
  wireCandle,
  wireDecimal,
  wireFill,
  wireInstrument,
  wireMoney,
  wireOrder,
  wireOrderRequest,
  wirePosition,
  wirePrice,
  wireQuantity,
}
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Values that once ended a process, among anything else that JSON can hold. */
const hostile = fc.oneof(
  fc.constantFrom('-1', '-0.84', '9'.repeat(61), `0.${'0'.repeat(70)}1`, '', 'NaN', '1e400', '0x10', -1, 1e300, null),
  fc.json().map((text) => JSON.parse(text) as unknown),
)

test.each(['-1', '9'.repeat(61), `0.${'0'.repeat(70)}1`])('a quantity of %s is an issue, not an exception', (text) => {
  expect(wireQuantity.safeParse(text).error?.issues).toHaveLength(1)
})

test('an issue says what the constructor says', () => {
  const request = { ...Object(plain(anOrderRequest())), quantity: '-1' }
  expect(wireOrderRequest.safeParse(request).error?.issues).toMatchObject([
    { path: ['quantity'], message: 'a quantity of -1 is negative: check what was subtracted' },
  ])
})

test.prop([fc.constantFrom(...Object.entries(schemas)), hostile])(
  'no record throws on any JSON',
  ([, schema], value) => {
    const read = schema.safeParse(value)
    expect(read.success || read.error.issues.length > 0).toBe(true)
  },
)

test.prop([fc.nat(), hostile])('no order, request or position throws whatever one of its fields holds', (at, value) => {
  for (const [schema, record] of [
    [wireOrder, plain(anOrder())],
    [wireOrderRequest, plain(anOrderRequest())],
    [wirePosition, plain(aPosition())],
  ] as const) {
    if (!isRecord(record)) throw new Error('a record is an object')
    const names = Object.keys(record)
    const read = schema.safeParse({ ...record, [names[at % names.length] ?? '']: value })
    expect(read.success || read.error.issues.length > 0).toBe(true)
  }
})
