import { legacyPositionCache, legacyUserPosition, positionCache } from '@tradingboost/redis-keys'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aSource, withoutEnd } from '../../testing/a-source.ts'
import type { KeyContent } from '../../key-content.ts'
import type { SourceRecord } from '../../migration.ts'
import type { TargetKey, Transformation } from '../../transformation.ts'
import { cachedPositions } from './cached-positions.ts'

const okx = { exchange: 'okx' }
const place = { userId: '600000000000000001', symbol: 'BTC/USDT:USDT' }
const unsided = (content: KeyContent | string): SourceRecord => aSource(legacyPositionCache, place, content)
const sided = (content: KeyContent | string, side = 'long'): SourceRecord =>
  aSource(legacyUserPosition, { ...place, side }, content)
const move = (source: SourceRecord, exchange = 'okx'): Transformation => cachedPositions.transform(source, { exchange })
const outcomeOf = (transformation: Transformation): string =>
  transformation.kind === 'moves'
    ? transformation.keys.map(({ key }) => key).join(' ')
    : `${transformation.kind}: ${transformation.reason}`

const longKey = 'position:600000000000000001:okx:BTC/USDT:USDT:long'
const shortKey = 'position:600000000000000001:okx:BTC/USDT:USDT:short'

describe('a cached position', () => {
  it('moves with its very text and what remains of its time to live', () => {
    const text = String.raw`{"size": 0.2, "side": "long", "pnl": -1e-08, "id": 1735413639885085250, "tags": ["\ub871"]}`
    expect(move(unsided(text))).toEqual({
      kind: 'moves',
      keys: [{ family: positionCache, key: longKey, content: { type: 'string', text }, lifetime: 'source' }],
      members: [],
    })
  })

  it('takes its side from its name, whatever the value says', () => {
    expect(outcomeOf(move(sided('{"side": "long"}', 'short')))).toBe(shortKey)
  })

  it.each(['{"side": "short"}', '{"side": "SHORT"}', '{"posSide": "short"}', '{"side": "short", "posSide": "net"}'])(
    'takes its side from its value where its name has none: %s',
    (text) => {
      expect(outcomeOf(move(unsided(text)))).toBe(shortKey)
    },
  )

  it.each([
    '{}',
    '{"size": -1}',
    '{"side": "buy"}',
    '{"side": "net"}',
    '{"side": 1}',
    '{"side": "long", "posSide": "short"}',
  ])('is refused where neither says its side, or both do: %s', (text) => {
    expect(outcomeOf(move(unsided(text)))).toBe('refused: neither its name nor its value says long or short')
  })

  it('is one of OKX unless the run says otherwise', () => {
    expect(outcomeOf(move(sided('{}'), 'bybit'))).toBe('position:600000000000000001:bybit:BTC/USDT:USDT:long')
    expect(outcomeOf(move(sided('{}'), 'kraken'))).toMatch(/^refused: "kraken" is no exchange: it is one of okx, /)
  })
})

describe('what is no cached position', () => {
  it('a hash under the name of one is the live position of HYPERRSI: it is never touched, and reported by name', () => {
    const live = sided({ type: 'hash', fields: [['size', '3.0']] })
    expect(outcomeOf(move(live))).toBe('stays: it is a hash: the live position of HYPERRSI, no cached copy')
    expect(cachedPositions.invert(live, [], live.content, okx)).toMatchObject({ kind: 'refused' })
  })

  it.each([
    ['a key without a time to live', withoutEnd(sided('{"size": 1}')), 'it has no time to live: a cached copy has one'],
    ['a list', sided('[{"size": 1}]'), 'it holds [{"size": 1}], no object'],
    ['null', sided('null'), 'it holds null, no object'],
    ['a number', unsided('5'), 'it holds 5, no object'],
    ['a text that is no JSON', unsided('running'), 'it is not JSON'],
    ['an object with a bare NaN, which no reader of the cache takes', sided('{"pnl": NaN}'), 'it holds a bare NaN'],
    ['a look-alike of another type', unsided({ type: 'set', members: ['a'] }), 'it is a set, no cached copy'],
  ])('is reported and left: %s', (_what, source, reason) => {
    expect(outcomeOf(move(source))).toMatch(/^stays: /)
    expect(outcomeOf(move(source))).toContain(reason)
  })
})

describe('going back', () => {
  const target = (key: string, text: string): TargetKey => ({
    family: positionCache,
    key,
    content: { type: 'string', text },
    lifetime: 'source',
  })
  const back = (source: SourceRecord, targets: readonly TargetKey[], before?: string): string => {
    const inversion = cachedPositions.invert(
      source,
      targets,
      before === undefined ? undefined : { type: 'string', text: before },
      okx,
    )
    return inversion.kind === 'writes' && inversion.content.type === 'string' ? inversion.content.text : inversion.kind
  }
  const long = target(longKey, '{"side": "long", "size": 2}')
  const short = target(shortKey, '{"side": "short", "size": 3}')
  const silent = target(longKey, '{"size": 1}')

  it('writes the same text under the name of its side, and takes away what has no target', () => {
    expect(back(sided('{}'), [short, silent])).toBe('{"size": 1}')
    expect(back(sided('{}'), [short], '{"size": 1}')).toBe('deletes')
  })

  it('holds under the name without a side the only position that says its own', () => {
    expect(back(unsided('{}'), [short])).toBe('{"side": "short", "size": 3}')
    expect(back(unsided('{}'), [silent])).toBe('deletes')
  })

  it('holds of two positions the one of the side that stood there', () => {
    expect(back(unsided('{}'), [long, short], '{"side": "short"}')).toBe('{"side": "short", "size": 3}')
    expect(back(unsided('{}'), [long, short])).toBe('deletes')
  })

  it('is no matter of another exchange than the run is about', () => {
    expect(back(sided('{}'), [target('position:600000000000000001:bybit:BTC/USDT:USDT:long', '{}')])).toBe('deletes')
  })

  it('comes back to the same targets, from each of their sources', () => {
    const value = fc.record({
      side: fc.constantFrom('long', 'short'),
      size: fc.double({ noNaN: true, noDefaultInfinity: true }),
    })
    fc.assert(
      fc.property(value, fc.boolean(), (position, hasSide) => {
        const text = JSON.stringify(position)
        const source = hasSide ? sided(text, position.side) : unsided(text)
        const moved = move(source)
        const targets = moved.kind === 'moves' ? moved.keys : []
        expect(targets).toHaveLength(1)
        for (const one of targets.flatMap((key) => cachedPositions.sourcesOf(key, okx))) {
          const inversion = cachedPositions.invert(one, targets, undefined, okx)
          if (inversion.kind !== 'writes') throw new Error(inversion.kind)
          expect(inversion.content).toEqual(source.content)
          expect(move({ ...one, content: inversion.content, ttlMs: 1 })).toEqual(moved)
        }
      }),
    )
  })
})
