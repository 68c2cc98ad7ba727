import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { pieceForms, spellForm } from './piece-forms.ts'

test.each([
  ['user:1001:state', 'user:<digits>:state'],
  ['candles:BTC/USDT:USDT:5m:okx', 'candles:<symbol>:<timeframe>:<exchange>'],
  ['depth:BTCUSDT:long', 'depth:<symbol>:<side>'],
  ['report:2026-11-23:K-1', 'report:<date>:K-<digits>'],
  ['task-972a8469-1641-9f82-8b9d-2434e465e150-done', 'task-<text>-done'],
  ['session:9f86d081884c7d65', 'session:<text>'],
  ['plain', 'plain'],
  ['a::b', 'a::b'],
])('%s looks like %s', (key, form) => {
  expect(pieceForms(key).map(spellForm).join(':')).toBe(form)
})

test.prop([fc.string({ unit: 'binary' })])('any text has a form, of which the literal places are its own', (key) => {
  for (const form of pieceForms(key)) if (form.kind === 'literal') expect(key).toContain(form.text)
})
