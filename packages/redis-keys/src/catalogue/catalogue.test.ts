import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { paramsOf } from '../../test/family-params.ts'
import { redisGlobMatches } from '../../test/redis-glob.ts'
import { identify } from '../identify/identify.ts'
import { catalogue, channels } from './catalogue.ts'
import { checkCatalogue } from './check-catalogue.ts'

describe('the catalogue', () => {
  it('has no findings', () => {
    expect(checkCatalogue(catalogue)).toEqual([])
  })

  it('names no family twice, keys and channels apart', () => {
    const names = [...catalogue, ...channels].map(({ kind, name }) => `${kind} ${name}`)
    expect(new Set(names).size).toBe(names.length)
  })

  it('tells every family by its key alone, but for eight deprecated ones that share keys by pairs', () => {
    const sharing = new Set(
      [
        'legacyUserPosition hyperrsiPosition',
        'exchangePositions exchangePositionsList',
        'gridSymbolState gridSymbolVolume',
        'conditionalRule conditionalRuleIndex',
      ].flatMap((pair) => pair.split(' ')),
    )
    for (const family of catalogue.filter(({ name }) => !sharing.has(name))) {
      fc.assert(
        fc.property(paramsOf(family), (params) => {
          const key = family.buildChecked(params)
          expect(identify(key)).toEqual({ kind: 'one', family, params })
        }),
      )
    }
  })
})

describe.each(catalogue.map((family) => [family.name, family] as const))('%s', (_name, family) => {
  test.prop([paramsOf(family)])('reads back what it builds, from text and from bytes', (params) => {
    const key = family.buildChecked(params)
    expect(family.parse(key)).toEqual({ kind: 'ok', params })
    expect(family.parse(new TextEncoder().encode(key))).toEqual({ kind: 'ok', params })
  })

  test.prop([paramsOf(family)])('is the family of its keys and no other is, given their type', (params) => {
    const key = family.buildChecked(params)
    expect(identify(key, catalogue, { type: family.type })).toEqual({ kind: 'one', family, params })
  })

  test.prop([paramsOf(family)], { numRuns: 20 })('finds its keys by its glob', (params) => {
    expect(redisGlobMatches(family.glob, family.buildChecked(params))).toBe(true)
  })
})

describe.each(channels.map((family) => [family.name, family] as const))('channel %s', (_name, family) => {
  test.prop([paramsOf(family)])('reads back what it builds', (params) => {
    expect(family.parse(family.buildChecked(params))).toEqual({ kind: 'ok', params })
  })
})
