import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readableLogLine } from './readable-log-line.ts'

test('a record of our logger becomes level, message and fields', () => {
  const line =
    '{"level":"error","time":1,"pid":2,"name":"grid","leg":"b07","err":{"message":"gone","stack":"x"},"msg":"order lost"}'
  expect(readableLogLine(line)).toBe('error order lost leg=b07 err="gone"')
})

test.each([
  ['{"level":"warn","time":1,"kind":"journal-lost","err":{"message":"no Redis"}}', 'warn journal-lost err="no Redis"'],
  ['{"level":"fatal","time":1,"err":{"message":"the lease is lost","stack":"x"}}', 'fatal the lease is lost'],
])('a record without a message is told by its kind, or by its error: %s', (line, told) => {
  expect(readableLogLine(line)).toBe(told)
})

test('any other line stays as it is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
      fc.pre(!line.includes('"level"'))
      expect(readableLogLine(line)).toBe(line)
    }),
  )
})
