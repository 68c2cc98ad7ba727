import { expect, test } from 'vitest'
import { guardListener } from './guard-listener.ts'

test('a listener that throws or rejects reports the fault and returns', async () => {
  const faults: unknown[] = []
  const onFault = (cause: unknown) => faults.push(cause)
  guardListener(() => {
    throw new Error('thrown')
  }, onFault)()
  guardListener(() => Promise.reject(new Error('rejected')), onFault)()
  await Promise.resolve()
  await Promise.resolve()
  expect(faults.map(String)).toEqual(['Error: thrown', 'Error: rejected'])
})

test('a listener gets its arguments', () => {
  const seen: unknown[] = []
  guardListener(
    (data: string, code: number) => seen.push([data, code]),
    () => seen.push('fault'),
  )('text', 5)
  expect(seen).toEqual([['text', 5]])
})
