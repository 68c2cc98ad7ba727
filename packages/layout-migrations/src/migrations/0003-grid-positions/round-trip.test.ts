import { exchangePositions, exchangeSymbolPositions, position } from '@tradingboost/redis-keys'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyOwnFields, anySource } from '../../testing/any-positions.ts'
import { ccxtRow, listOf, okxRow } from '../../testing/a-row.ts'
import { aSource } from '../../testing/a-source.ts'
import type { KeyContent } from '../../key-content.ts'
import type { SourceRecord } from '../../migration.ts'
import type { TargetKey } from '../../transformation.ts'
import { invertPositions } from './invert-positions.ts'
import { legacyFieldNames } from './legacy-fields.ts'
import { transformPositions } from './transform-positions.ts'

const options = { exchange: 'okx' }
const source = (text: string): SourceRecord => aSource(exchangePositions, { exchange: 'okx', userId: '1234' }, text)

function targetsOf(text: string): readonly TargetKey[] {
  const moved = transformPositions(source(text))
  if (moved.kind !== 'moves') throw new Error(`${moved.reason} in ${text}`)
  return moved.keys
}

function inverted(targets: readonly TargetKey[], before?: KeyContent): string {
  const inversion = invertPositions(source('[]'), targets, before, options)
  if (inversion.kind === 'deletes') return '[]'
  if (inversion.kind === 'refused' || inversion.content.type !== 'string') throw new Error(JSON.stringify(inversion))
  return inversion.content.text
}

/** Targets as a Redis would give them: by key, fields in no order. */
const plain = (targets: readonly TargetKey[]): unknown =>
  Object.fromEntries(
    targets.map(({ key, content, lifetime }) => [
      key,
      { lifetime, fields: content.type === 'hash' ? Object.fromEntries(content.fields) : content },
    ]),
  )

/** One of our bots books a fill: the record is written whole, as the position store does. */
function written(target: TargetKey, own: Readonly<Record<string, string>>): TargetKey {
  const place = position.read(target.key)
  return place === undefined
    ? target
    : { ...target, content: { type: 'hash', fields: Object.entries({ ...place, ...own }).toReversed() } }
}

const legacyNames = new Set<string>(legacyFieldNames)
function withoutLegacy(target: TargetKey): TargetKey {
  if (target.content.type !== 'hash') return target
  const fields = target.content.fields.filter(([name]) => !legacyNames.has(name))
  return { ...target, content: { type: 'hash', fields } }
}

const holding = (text: string): KeyContent => ({ type: 'string', text })

describe('going back from records to the old text', () => {
  it('writes the very text of the source where nothing changed since', () => {
    fc.assert(
      fc.property(anySource, (text) => {
        expect(inverted(targetsOf(text), holding(text))).toBe(text)
      }),
    )
  })

  it('says what the source said where that is gone: the rows are the same, byte for byte', () => {
    fc.assert(
      fc.property(anySource, (text) => {
        const targets = targetsOf(text)
        expect(plain(targetsOf(inverted(targets)))).toEqual(plain(targets))
      }),
    )
  })

  it('says all that our bots wrote since, into the rows that stand and into none: the same records come of it', () => {
    const change = fc.option(anyOwnFields, { nil: undefined })
    fc.assert(
      fc.property(
        anySource,
        fc.array(change, { minLength: 12, maxLength: 12 }),
        fc.boolean(),
        (text, changes, stands) => {
          const targets = targetsOf(text).map((target, at) => {
            const own = changes[at]
            return own === undefined ? target : written(target, own)
          })
          const back = inverted(targets, stands ? holding(text) : undefined)
          expect(plain(targetsOf(back))).toEqual(plain(targets))
          expect(inverted(targets, holding(back))).toBe(back)
        },
      ),
    )
  })

  it('says a record again of which some fields were changed and the source was not', () => {
    fc.assert(
      fc.property(anySource, anyOwnFields, (text, own) => {
        const targets = targetsOf(text).map((target) => {
          if (target.content.type !== 'hash' || target.family !== position) return target
          const fields = new Map([...target.content.fields, ...Object.entries(own)])
          return { ...target, content: { type: 'hash' as const, fields: [...fields] } }
        })
        // The fields of the original follow the row, which follows ours.
        const back = targetsOf(inverted(targets))
        expect(plain(back.map(withoutLegacy))).toEqual(plain(targets.map(withoutLegacy)))
      }),
    )
  })
})

describe('the old text of changed positions', () => {
  const [first, second] = [okxRow(), okxRow({ posSide: 'short', pos: '2' })]
  const [long, short] = targetsOf(listOf(first, second))
  const own = {
    quantity: '4.5',
    averagePrice: '0.53',
    realizedPnl: '0.25',
    fees: '0.0078',
    revision: '7',
    openedAt: '1760486400123',
    updatedAt: '1760490009999',
  }

  it('replaces the values that changed and keeps every other character of the row', () => {
    const text = inverted([written(long!, own), short!], holding(listOf(first, second)))
    const expected = okxRow({ pos: '4.5', avgPx: '0.53', uTime: '1760490009999' })
    expect(text.startsWith(`[${expected.slice(0, -1)}, "tradingboost": {`)).toBe(true)
    expect(text.endsWith(`, ${second}]`)).toBe(true)
  })

  it('says a revision that alone was changed, and keeps the source of the record as it is', () => {
    const fields = new Map(long?.content.type === 'hash' ? long.content.fields : []).set('revision', '3')
    const counted: TargetKey = { ...long!, content: { type: 'hash', fields: [...fields] } }
    expect(plain(targetsOf(inverted([counted])))).toEqual(plain([counted]))
  })

  it('keeps a row without the position that closed', () => {
    expect(inverted([short!], holding(listOf(first, second)))).toBe(listOf(second))
    expect(inverted([], holding(listOf(first, second)))).toBe('[]')
  })

  it('has a row that OKX could have written for a position that only we know', () => {
    const text = inverted([written(long!, own)])
    expect(JSON.parse(text)).toEqual([
      {
        instId: 'XRP-USDT-SWAP',
        posSide: 'long',
        pos: '4.5',
        avgPx: '0.53',
        pnl: '0.25',
        fee: '-0.0078',
        cTime: '1760486400123',
        uTime: '1760490009999',
        tradingboost: { revision: '7', source: null },
      },
    ])
  })

  it('keeps a net row net: the side stays in the sign', () => {
    const net = okxRow({ posSide: 'net', pos: '-2' })
    const [target] = targetsOf(listOf(net))
    const text = inverted([written(target!, own)], holding(listOf(net)))
    expect(JSON.parse(text)).toMatchObject([{ posSide: 'net', pos: '-4.5' }])
  })

  it('keeps the answer around the rows, and the object by symbol', () => {
    const wrapped = `{"code": "0", "data": ${listOf(first)}, "msg": ""}`
    expect(inverted([short!], holding(wrapped))).toBe(`{"code": "0", "data": ${listOf(second)}, "msg": ""}`)
    const bare = okxRow({ instId: undefined })
    const bySymbol = `{ "XRP-USDT-SWAP" : ${bare}}`
    expect(inverted(targetsOf(bySymbol), holding(bySymbol))).toBe(bySymbol)
  })

  it('is a list where an object by symbol would have to hold both sides of one', () => {
    const bySymbol = `{"XRP-USDT-SWAP": ${first}}`
    expect(inverted([long!, short!], holding(bySymbol))).toBe(listOf(first, second))
  })

  it.each([
    ['what is no JSON', holding('[{'), /cannot be kept/],
    ['a row that no record can be made of, which would be lost', holding(listOf(okxRow({ pos: true }))), /element 0/],
    ['another type', { type: 'hash' as const, fields: [['a', 'b'] as const] }, /it is a hash/],
  ])('is refused over %s', (_what, before, reason) => {
    expect(invertPositions(source('[]'), [long!], before, options)).toEqual({
      kind: 'refused',
      reason: expect.stringMatching(reason),
    })
  })
})

describe('the home of a position without a place', () => {
  const ofAccount = aSource(exchangePositions, { exchange: 'bybit', userId: '7' }, '[]')
  const ofSymbol = (symbol: string): SourceRecord =>
    aSource(exchangeSymbolPositions, { exchange: 'bybit', userId: '7', symbol }, '[]')
  const moved = transformPositions(
    aSource(exchangeSymbolPositions, ofSymbol('BTC/USDT:USDT').params, listOf(ccxtRow())),
  )
  const targets = moved.kind === 'moves' ? moved.keys : []

  it('is the list of its symbol at other exchanges than OKX, in the spelling of the record and no other', () => {
    expect(invertPositions(ofSymbol('BTC/USDT:USDT'), targets, undefined, options)).toEqual({
      kind: 'writes',
      content: holding(listOf(ccxtRow())),
    })
    for (const other of [ofAccount, ofSymbol('BTCUSDT')]) {
      expect(invertPositions(other, targets, undefined, options)).toEqual({ kind: 'deletes' })
    }
  })

  it('is not asked for where a source holds its row', () => {
    const held = holding(listOf(ccxtRow()))
    for (const other of [ofAccount, ofSymbol('BTCUSDT'), ofSymbol('ELSE')]) {
      expect(invertPositions(other, targets, held, options)).toEqual({ kind: 'writes', content: held })
    }
  })
})
