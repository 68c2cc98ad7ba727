import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readableLogLine } from './readable-log-line.ts'

test('a record of our logger becomes level, message and fields', () => {
  const line =
    '{"level":"error","time":1,"pid":2,"name":"grid","leg":"b07","err":{"message":"gone","stack":"x"},"msg":"order lost"}'
  expect(readableLogLine(line)).toBe('error order lost leg=b07 err="gone"')
})

test('any other line stays as it is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
      fc.pre(!line.includes('"msg"'))
      expect(readableLogLine(line)).toBe(line)
    }),
  )
})
