import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { remember } from './remember.ts'

test('what is remembered is what is read, also of long texts, of unreadable ones and of very many', () => {
  const read = (text: string): string | undefined => (text.startsWith('x') ? undefined : `read ${text}`)
  const recall = remember(read)
  for (let at = 0; at < 10_001; at += 1) recall(String(at))
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 60 }), fc.nat({ max: 11_000 }).map(String)), (text) => {
      expect(recall(text)).toBe(read(text))
      expect(recall(text)).toBe(read(text))
    }),
  )
})

test('a text that was read is not read again', () => {
  const texts: string[] = []
  const recall = remember((text) => {
    texts.push(text)
    return text
  })
  for (const text of ['1.5', '2', '1.5', '1.5']) recall(text)
  expect(texts).toEqual(['1.5', '2'])
})
