import { gridOrders, orderPlacedIndex } from '@tradingboost/redis-keys'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aSource } from '../../testing/a-source.ts'
import type { KeyContent } from '../../key-content.ts'
import type { Inversion, SourceRecord } from '../../migration.ts'
import type { Transformation } from '../../transformation.ts'
import { orderTracking } from './order-tracking.ts'

const options = { exchange: 'okx' }
const params = { exchange: 'okx_spot', userId: '1007', symbol: 'BTC-USDT' }
const prices = (content: KeyContent | string): SourceRecord => aSource(gridOrders, params, content)
const levels = (content: KeyContent | string): SourceRecord => aSource(orderPlacedIndex, params, content)
const move = (source: SourceRecord): Transformation => orderTracking.transform(source, options)
const contentOf = (transformation: Transformation): unknown =>
  transformation.kind === 'moves'
    ? transformation.keys.map(({ content }) => content)
    : `${transformation.kind}: ${transformation.reason}`
const back = (source: SourceRecord, content: KeyContent): Inversion =>
  orderTracking.invert(
    source,
    [{ family: source.family, key: source.key, content, lifetime: 'source' }],
    undefined,
    options,
  )

describe('prices of orders, written as JSON', () => {
  it('become a sorted set under the same name, each price in its own digits, with what remains of their time to live', () => {
    const source = prices('[64123.456, 64246.912, 1e-08, 0.12345678901234567]')
    expect(move(source)).toEqual({
      kind: 'moves',
      keys: [
        {
          family: gridOrders,
          key: source.key,
          lifetime: 'source',
          content: {
            type: 'zset',
            members: ['64123.456', '64246.912', '1e-08', '0.12345678901234567'].map((price) => ({
              member: price,
              score: price,
            })),
          },
        },
      ],
      members: [],
    })
  })

  it('that are none leave no key: Redis has no empty sorted set', () => {
    expect(move(prices('[]'))).toEqual({ kind: 'moves', keys: [], members: [] })
  })

  it.each([
    ['[1.5, 1.50]', 'refused: 1.50 stands twice, and a set would hold it once'],
    ['[1.5, "2"]', 'refused: its element 1 is "2", no price'],
    ['[NaN]', 'refused: its element 0 is NaN, no price'],
    ['[1e400]', 'refused: its element 0 is 1e400, more than a score can be'],
    ['{"a": 1}', 'refused: it holds {"a": 1} where a list of prices belongs'],
    ['[1', 'refused: it is not JSON: it ends too early'],
  ])('that a sorted set cannot say are left: %s', (text, reason) => {
    expect(contentOf(move(prices(text)))).toBe(reason)
  })

  it('come back as the same list', () => {
    const price = fc.double({ min: 1e-9, max: 1e6, noNaN: true }).map((value) => JSON.stringify(value))
    fc.assert(
      fc.property(fc.uniqueArray(price, { minLength: 1 }), (texts) => {
        const source = prices(`[${texts.join(', ')}]`)
        const [content] = contentOf(move(source)) as readonly KeyContent[]
        expect(back(source, content!)).toEqual({ kind: 'writes', content: source.content })
      }),
    )
  })

  it('do not come back where ids of orders stand: the list would lose them', () => {
    const ids: KeyContent = { type: 'zset', members: [{ member: 'grid-0000000a-b07', score: '0.5272' }] }
    expect(back(prices('[]'), ids)).toEqual({
      kind: 'refused',
      reason: 'its member "grid-0000000a-b07" is no price: a list would lose it',
    })
  })
})

describe('levels with an order, written as a hash', () => {
  const hash = (fields: Readonly<Record<string, string>>): KeyContent => ({
    type: 'hash',
    fields: Object.entries(fields),
  })

  it('become the set of those that are taken, under the same name', () => {
    expect(contentOf(move(levels(hash({ '2': 'true', '3': 'false', '4': '1', '5': '0' }))))).toEqual([
      { type: 'set', members: ['2', '4'] },
    ])
  })

  it('of which none is taken leave no key', () => {
    expect(move(levels(hash({ '2': 'false' })))).toEqual({ kind: 'moves', keys: [], members: [] })
  })

  it.each([{ '64210.4': 'true' }, { '3': 'maybe' }])('are left where one is none: %j', (fields) => {
    expect(contentOf(move(levels(hash(fields))))).toMatch(/^refused: /)
  })

  it('come back as a hash that says of the same levels that they are taken', () => {
    const source = levels(hash({ '2': 'true', '4': 'true' }))
    const [content] = contentOf(move(source)) as readonly KeyContent[]
    expect(back(source, content!)).toEqual({ kind: 'writes', content: source.content })
    expect(back(source, { type: 'set', members: ['grid-0000000a-b07'] })).toMatchObject({ kind: 'refused' })
  })
})

describe('keys of the new types, and of others', () => {
  it('stay where they are what the catalogue says', () => {
    expect(contentOf(move(prices({ type: 'zset', members: [] })))).toBe('stays: it is a zset already')
    expect(contentOf(move(levels({ type: 'set', members: [] })))).toBe('stays: it is a set already')
  })

  it('are refused where nobody is known to write such a type', () => {
    expect(contentOf(move(prices({ type: 'list', elements: ['1'] })))).toBe(
      'refused: it is a list, which nobody is known to write there',
    )
    expect(contentOf(move(levels('[1]')))).toBe('refused: it is a string, which nobody is known to write there')
  })

  it('are their own sources', () => {
    for (const { family, key } of [prices('[]'), levels('[]')]) {
      expect(orderTracking.sourcesOf({ family, key }, options)).toEqual([{ family, key, params }])
      expect(orderTracking.invert({ family, key, params }, [], undefined, options)).toEqual({ kind: 'deletes' })
    }
  })
})
