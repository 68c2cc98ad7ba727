import { expect, test } from 'vitest'
import { pieceForms } from './piece-forms.ts'
import { proposeTemplate } from './propose-template.ts'

const propose = (key: string, ...others: string[]): string | undefined =>
  proposeTemplate(pieceForms(key), [key, ...others])

test.each([
  ['lock:user:1001:BTC-USDT-SWAP', 'lock:user:<userId>:<symbol>'],
  ['tasks:17:42', 'tasks:<taskId>:<userId>'],
  ['ladder:okx:level:3', 'ladder:<exchange>:level:<level>'],
  ['spread:okx:bybit', 'spread:<exchange>:<userId>'],
  ['orders-2026', 'orders-<orderId>'],
])('%s gets the template %s', (key, template) => {
  expect(propose(key)).toBe(template)
})

test('what our segments would spell otherwise is the text of a foreign system', () => {
  expect(propose('cache:12:a b', 'cache:13:a b')).toBe('cache:<userId>:a b')
  expect(proposeTemplate(pieceForms('cache:1'), ['cache:1', 'cache:{x} y'])).toBe('cache:<foreignName>')
})

test.each(['1001', 'a::b', ':a', 'a:', 'a<b>', ''])('%j gets none', (key) => {
  expect(propose(key)).toBeUndefined()
})
