import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { callerText } from '../../test/segment-texts.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import { position } from '../catalogue/positions.ts'
import { identify } from './identify.ts'

const keyLike = fc
  .array(fc.oneof(callerText, fc.constantFrom('positions', 'user', 'okx', 'orders', 'BTC-USDT-SWAP', 'long', '1001')), {
    maxLength: 9,
  })
  .map((pieces) => pieces.join(':'))

describe('identify', () => {
  test.prop([fc.oneof(keyLike, fc.string({ unit: 'binary' }))])(
    'never throws and finds what every family finds',
    (key) => {
      const matching = catalogue.filter((family) => family.parse(key).kind === 'ok')
      const identified = identify(key)
      const found =
        identified.kind === 'one' ? [identified.family] : identified.kind === 'ambiguous' ? identified.families : []
      expect(new Set(found)).toEqual(new Set(matching))
    },
  )

  test.prop([fc.uint8Array({ maxLength: 60 })])('never throws on bytes', (bytes) => {
    expect(['one', 'ambiguous', 'unknown']).toContain(identify(bytes).kind)
  })

  it('says so when bytes are not UTF-8', () => {
    const identified = identify(Buffer.from('positions:1:okx:\u00ff:long', 'latin1'))
    expect(identified.kind === 'unknown' && identified.nearest.map(({ reasons }) => reasons[0]?.kind)).toContain(
      'not-utf8',
    )
  })

  it('does not take a byte order mark for nothing', () => {
    const key = position.build({ userId: '1', exchange: 'okx', symbol: 'A', side: 'long' })
    expect(identify(Buffer.from(key)).kind).toBe('one')
    expect(identify(Buffer.from(`\ufeff${key}`)).kind).toBe('unknown')
  })

  it('names both families of a key that two types share, until the type is known', () => {
    const identified = identify('user:1:position:BTC-USDT-SWAP:long')
    expect(identified.kind === 'ambiguous' && identified.families.map(({ name }) => name)).toEqual([
      'legacyUserPosition',
      'hyperrsiPosition',
    ])
  })

  it('still names the family of a key that holds another type', () => {
    const identified = identify('positions:1:okx:BTC-USDT-SWAP:long', catalogue, { type: 'string' })
    expect(identified.kind === 'one' && identified.family.name).toBe('position')
  })

  it('looks only among the families it is given', () => {
    expect(identify('positions:1:okx:A:long', [position]).kind).toBe('one')
    expect(identify('orders:user:1:okx', [position]).kind).toBe('unknown')
  })
})
