import { describe, expect, it } from 'vitest'
import { catalogue } from '../catalogue/catalogue.ts'
import { segments } from '../segments.ts'
import { exampleKey } from '../render/example-key.ts'
import { describeDifferences } from './describe-differences.ts'
import { identify } from './identify.ts'

const nearestOf = (key: string): readonly string[] => {
  const identified = identify(key)
  return identified.kind === 'unknown'
    ? identified.nearest.map(({ family, reasons }) => `${family.name}: ${describeDifferences(reasons)}`)
    : []
}

// Which exchanges there are is no matter of this test.
const exchanges = segments.exchange.accepts

describe('the nearest families of an unknown key', () => {
  it.each([
    ['OKX:user:1', `exchangeUser: <exchange> is ${exchanges}, not "OKX"`],
    ['OKX:user:1:symbol:XRP-USDT-SWAP', `gridSymbolState: <exchange> is ${exchanges}, not "OKX"`],
    ['kraken:positions:1', `exchangePositions: <exchange> is ${exchanges}, not "kraken"`],
    ['POSITIONS:1:okx:BTC-USDT-SWAP:long', 'position: "positions" belongs where "POSITIONS" stands'],
    ['pos:1:okx:BTC-USDT-SWAP:long', 'positionCache: "position" belongs where "pos" stands'],
    ['user:1:position:BTC-USDT-SWAP:LONG', 'legacyUserPosition: <side> is one of long, short, not "LONG"'],
    ['user:1:position:BTC-USDT-SWAP:net', 'legacyUserPosition: <side> is one of long, short, not "net"'],
  ])('of %j are found although a segment in front differs: %s', (key, expected) => {
    expect(nearestOf(key)[0]).toBe(expected)
  })

  it('name each segment that differs', () => {
    expect(nearestOf('positions:1:OKX:BTC-USDT-SWAP:LONG')[0]).toBe(
      `position: <exchange> is ${exchanges}, not "OKX", and <side> is one of long, short, not "LONG"`,
    )
  })

  it.each(['a:b', 'nothing:we:know', 'a:1:okx:BTC:b', 'session:8f3a', 'x:y:z:long'])(
    'of %j, which shares at most a word with a family, are none',
    (key) => {
      expect(nearestOf(key)).toEqual([])
    },
  )

  it('include the family of a key in which one word is spelled in capitals', () => {
    let unknown = 0
    for (const family of catalogue.filter(({ status }) => status !== 'deprecated')) {
      const pieces = exampleKey(family).split(':')
      if (pieces.length < 3) continue
      for (const index of pieces.keys()) {
        const identified = identify(pieces.map((piece, at) => (at === index ? piece.toUpperCase() : piece)).join(':'))
        if (identified.kind !== 'unknown') continue
        unknown += 1
        expect(identified.nearest.map((near) => near.family.template)).toContain(family.template)
      }
    }
    expect(unknown).toBeGreaterThan(50)
  })
})
