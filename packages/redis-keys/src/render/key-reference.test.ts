import { describe, expect, it } from 'vitest'
import { catalogue } from '../catalogue/catalogue.ts'
import { identify } from '../identify/identify.ts'
import { keyReference } from './key-reference.ts'
import { renderReference } from './render-reference.ts'
import { renderReferenceJson } from './render-reference-json.ts'

const reference = keyReference()
const of = (name: string) => reference.families.find((family) => family.name === name)

describe('the reference', () => {
  it('has every family, each with an example key that is one of its own', () => {
    expect(reference.families.map(({ name }) => name)).toEqual(catalogue.map(({ name }) => name))
    for (const { name, type, exampleKey } of reference.families) {
      const identified = identify(exampleKey, catalogue, { type })
      expect(identified.kind === 'one' && identified.family.name).toBe(name)
    }
  })

  it('tells the fields of a hash with what they hold', () => {
    expect(of('position')?.value.fields.slice(3, 7)).toEqual([
      { name: 'side', holds: '"long" or "short"', optional: false },
      { name: 'quantity', holds: 'decimal text', optional: true },
      { name: 'averagePrice', holds: 'decimal text', optional: true },
      { name: 'contractSize', holds: 'decimal text', optional: true },
    ])
  })

  it.each([
    ['positionCache', 'JSON: object of any fields', '5 min after each write'],
    ['order', 'the fields below', '7 d after the order is filled, rejected, canceled or expired; until then it stays'],
    [
      'orderPlaced',
      'any fields, each "0" or "1" or "false" or "true"',
      'until somebody removes it; a moved one, until it is written, what remained of legacyOrderPlaced, at most 890 s',
    ],
    ['job', 'the fields below and others, each text', 'until somebody removes it'],
    [
      'positionIndex',
      'members: <symbol>:<side>',
      'until somebody removes it; a moved one, until it is written, what remained of exchangePositions or exchangeSymbolPositions, at most 5 min',
    ],
    ['runningSymbols', 'JSON: list of text', 'until somebody removes it'],
    ['botHeartbeat', 'JSON: object of at and any others', '30 s after each write'],
    [
      'userVolume',
      'members: day such as 2026-11-23; score: quantity traded on that day (UTC)',
      'until somebody removes it',
    ],
    ['legacyOrderPlaced', 'any fields, each text', 'varies: 890 s, or none'],
  ])('says of %s that it holds %s and stands %s', (name, holds, lifetime) => {
    expect([of(name)?.value.holds, of(name)?.lifetime.text]).toEqual([holds, lifetime])
  })

  it.each([
    ['position', "redis-cli HGETALL 'positions:1001:okx:BTC-USDT-SWAP:long'"],
    ['gridOrders', "redis-cli ZRANGE 'orders:okx:user:1001:symbol:BTC-USDT-SWAP:orders' 0 -1 WITHSCORES"],
    ['celeryPriorityQueue', String.raw`redis-cli LRANGE $'celery\x06\x163' 0 -1`],
  ])('shows how to look at a key of %s', (name, line) => {
    expect(of(name)?.exampleCommand).toBe(line)
  })

  it('has active families in full and deprecated ones in tables', () => {
    const markdown = renderReference(reference)
    expect(markdown).toContain('\n### position\n')
    expect(markdown).not.toContain('\n### legacyPositionCache\n')
    const row = /^\| legacyPositionCache \|.*$/m.exec(markdown)?.[0]
    expect(row).toMatch(/\| `position:<userId>:<symbol>` \| string \| varies: 300 s, or none \| positionCache \|/)
    expect(row).toContain("| `redis-cli GET 'position:1001:BTC-USDT-SWAP'` |")
    expect(markdown).toContain('members: \\<symbol>:\\<side>')
  })

  it('is the same as JSON, a family a line', () => {
    const text = renderReferenceJson(reference)
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(reference)))
    expect(text.split('\n').filter((line) => line.includes('"exampleKey"'))).toHaveLength(catalogue.length)
  })
})
