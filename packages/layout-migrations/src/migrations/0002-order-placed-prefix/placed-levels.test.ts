import { exchangeNames } from '@tradingboost/domain'
import { legacyOrderPlaced, orderPlaced } from '@tradingboost/redis-keys'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aSource } from '../../testing/a-source.ts'
import type { KeyContent } from '../../key-content.ts'
import type { SourceRecord } from '../../migration.ts'
import type { Transformation } from '../../transformation.ts'
import { placedLevels } from './placed-levels.ts'

const options = { exchange: 'okx' }
const okx = { exchange: 'okx', userId: '1001', symbol: 'XRP-USDT-SWAP' }
const hash = (fields: Readonly<Record<string, string>>): KeyContent => ({
  type: 'hash',
  fields: Object.entries(fields),
})
const placed = (fields: Readonly<Record<string, string>>, params: SourceRecord['params'] = okx): SourceRecord =>
  aSource(legacyOrderPlaced, params, hash(fields))
const move = (source: SourceRecord): Transformation => placedLevels.transform(source, options)
const reasonOf = (transformation: Transformation): string =>
  transformation.kind === 'moves' ? 'moves' : `${transformation.kind}: ${transformation.reason}`

describe('the levels of a grid', () => {
  it('keep their text, 1 and true, 0 and false, and what remains of their time to live', () => {
    const content = hash({ '0': '1', '1': '0', '5': 'true', '20': 'false' })
    expect(move(aSource(legacyOrderPlaced, okx, content))).toEqual({
      kind: 'moves',
      keys: [
        {
          family: orderPlaced,
          key: 'orders:okx:user:1001:symbol:XRP-USDT-SWAP:order_placed',
          content,
          lifetime: 'source',
        },
      ],
      members: [],
    })
  })

  it('move at every exchange and with every form of a symbol', () => {
    const symbols = ['BTC-USDT', 'BTCUSDT', 'BTC/USDT:USDT', 'BTC/USD:BTC-250328', 'KRW-XRP', 'odd symbol', '비트']
    for (const exchange of exchangeNames) {
      for (const symbol of symbols) {
        const moved = move(placed({ '3': '1' }, { ...okx, exchange, symbol }))
        const [target] = moved.kind === 'moves' ? moved.keys : []
        expect(orderPlaced.read(target?.key ?? '')).toEqual({ ...okx, exchange, symbol })
      }
    }
  })

  it('pass the schema of the record', () => {
    expect(orderPlaced.value.rest.options).toEqual(['0', '1', 'false', 'true'])
  })
})

describe('a conflict', () => {
  it.each([
    [{ '64210.4': 'true' }, 'its field "64210.4" is no level'],
    [{ '64000': 'true' }, 'its field "64000" is no level'],
    [{ '5': '1', '64210.4': 'true', '3': 'false' }, 'its field "64210.4" is no level'],
    [{ '1e-05': 'true' }, 'its field "1e-05" is no level'],
    [{ '07': '1' }, 'its field "07" is no level'],
    [{ '3': 'None' }, 'level 3 says "None", not one of 0, 1, false, true'],
  ])('prices are never mixed in: a hash with %j is left as it is', (fields, why) => {
    expect(reasonOf(move(placed(fields)))).toBe(
      `refused: ${why}: prices and levels must not stand in one hash, so all of it is left`,
    )
  })

  it('is a key of another type', () => {
    expect(reasonOf(move(aSource(legacyOrderPlaced, okx, '{}')))).toBe(
      'refused: it is a string where a hash of levels belongs',
    )
  })
})

describe('going back', () => {
  const field = fc.tuple(fc.integer({ min: 0, max: 40 }).map(String), fc.constantFrom('0', '1', 'true', 'false'))

  it('writes the same levels under the old name, and comes back to the same target', () => {
    fc.assert(
      fc.property(fc.uniqueArray(field, { minLength: 1, selector: ([level]) => level }), (fields) => {
        const source = aSource(legacyOrderPlaced, okx, { type: 'hash', fields })
        const moved = move(source)
        const targets = moved.kind === 'moves' ? moved.keys : []
        const [old] = targets.flatMap((target) => placedLevels.sourcesOf(target, options))
        expect(old?.key).toBe(source.key)
        expect(placedLevels.invert(source, targets, undefined, options)).toEqual({
          kind: 'writes',
          content: source.content,
        })
      }),
    )
  })

  it('writes no price that came among the levels, and nothing where no level is left', () => {
    const key = orderPlaced.buildChecked(okx)
    const target = (fields: Readonly<Record<string, string>>) =>
      ({ family: orderPlaced, key, content: hash(fields), lifetime: 'source' }) as const
    const back = (fields: Readonly<Record<string, string>>) =>
      placedLevels.invert(placed({ '1': '1' }), [target(fields)], undefined, options)
    expect(back({ '3': '1', '64210.4': 'true' })).toEqual({ kind: 'writes', content: hash({ '3': '1' }) })
    expect(back({ '64210.4': 'true' })).toEqual({ kind: 'deletes' })
    expect(placedLevels.invert(placed({ '1': '1' }), [], undefined, options)).toEqual({ kind: 'deletes' })
  })

  it('is refused over a key of another type', () => {
    const before = { type: 'string', text: 'x' } as const
    expect(placedLevels.invert(placed({}), [], before, options)).toMatchObject({ kind: 'refused' })
  })
})
