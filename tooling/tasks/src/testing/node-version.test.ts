import { test as property } from '@fast-check/vitest'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeTooOld } from './node-version.ts'

const version = fc.array(fc.nat({ max: 40 }), { minLength: 3, maxLength: 3 })

test('the Node of an old system is refused with what to do', () => {
  expect(nodeTooOld('20.20.2', '22.12.0')).toMatch(/Node 20\.20\.2.*22\.12\.0.*pnpm@12 install/)
})

test('the needed version and the pinned one are accepted', () => {
  expect(nodeTooOld('22.12.0', '22.12.0')).toBeUndefined()
  expect(nodeTooOld('26.10.0', '22.12.0')).toBeUndefined()
})

property.prop([version, version])('of two different versions exactly one is too old for the other', (a, b) => {
  fc.pre(a.join('.') !== b.join('.'))
  const refusals = [nodeTooOld(a.join('.'), b.join('.')), nodeTooOld(b.join('.'), a.join('.'))]
  expect(refusals.filter((refusal) => refusal !== undefined)).toHaveLength(1)
})
