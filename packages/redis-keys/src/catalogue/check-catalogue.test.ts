import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { persistent } from '../define/lifetime.ts'
import { hash, string } from '../define/value-shape.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import { defineKey } from '../language.ts'
import { checkCatalogue } from './check-catalogue.ts'

const sound = defineKey({
  name: 'sound',
  template: 'sound:<userId>',
  value: string(z.string()),
  lifetime: persistent,
  owner: 'shared',
  status: 'active',
  summary: 'A family without fault.',
})
const old = { ...sound, name: 'old', template: 'old:<userId>', parts: [], status: 'deprecated' as const }

const faults: readonly (readonly [string, readonly AnyKeyFamily[], string])[] = [
  [
    'two families of one name',
    [old, { ...old, template: 'older:<userId>' }],
    'two families are called old ("old:<userId>" and "older:<userId>"): rename one of them',
  ],
  [
    'two active families on one template',
    [sound, { ...sound, name: 'other' }],
    'sound and other are both active on "sound:<userId>": give one another template',
  ],
  [
    'two active families on one template with two types',
    [sound, { ...sound, name: 'other', type: 'hash', value: hash(z.object({})) }],
    'sound and other are both active on "sound:<userId>", with two types (string and hash): give one another template',
  ],
  [
    'a replaced family that is missing',
    [{ ...sound, replaces: ['gone'] }],
    'sound replaces gone, which is not in the catalogue: add it or correct the name',
  ],
  [
    'a replaced family that is active',
    [{ ...sound, name: 'next', parts: [], replaces: ['sound'] }, sound],
    'next replaces sound, which is active: make it deprecated',
  ],
  [
    'a replaced family that does not know',
    [{ ...sound, replaces: ['old'] }, old],
    'sound replaces old, which does not say so: add replacedBy',
  ],
  [
    'a successor that is missing',
    [{ ...old, replacedBy: ['gone'] }],
    'old is replaced by gone, which is not in the catalogue: add it or correct the name',
  ],
  [
    'a successor that is deprecated',
    [
      { ...old, replacedBy: ['older'] },
      { ...old, name: 'older' },
    ],
    'old is replaced by older, which is deprecated: name an active one',
  ],
  [
    'a successor that does not know',
    [sound, { ...old, replacedBy: ['sound'] }],
    'old is replaced by sound, which does not say so: add it to replaces',
  ],
  ['no summary', [{ ...sound, summary: ' ' }], 'sound has no summary: say in one sentence what stands under its keys'],
  ['no owner', [{ ...sound, owner: '' }], 'sound has no owner: say who writes it'],
  [
    'an active family whose lifetime varies',
    [{ ...sound, lifetime: { kind: 'varies', because: 'nobody knows' } }],
    'sound is active but its lifetime varies: state persistent, expiresAfter or expiresOnceDone',
  ],
]

describe('checkCatalogue', () => {
  it('finds nothing where a successor and its predecessor name each other', () => {
    expect(
      checkCatalogue([
        { ...sound, replaces: ['old'] },
        { ...old, replacedBy: ['sound'] },
      ]),
    ).toEqual([])
  })

  it.each(faults)('reports %s', (_fault, families, finding) => {
    expect(checkCatalogue(families)).toEqual([finding])
  })

  it('sees through renamed parameters that admit the same texts', () => {
    const twin = defineKey({
      name: 'twin',
      template: 'sound:<orderId>',
      value: string(z.string()),
      lifetime: persistent,
      owner: 'shared',
      status: 'active',
      summary: 'The same keys under another parameter name.',
    })
    expect(checkCatalogue([sound, twin])).toEqual([
      'sound and twin are both active on "sound:<orderId>": give one another template',
    ])
  })

  it('reports an active family that is replaced', () => {
    const findings = checkCatalogue([
      { ...sound, replacedBy: ['next'] },
      { ...sound, name: 'next', parts: [], replaces: ['sound'] },
    ])
    expect(findings).toContain('sound is active and replaced: make it deprecated or drop replacedBy')
  })
})
