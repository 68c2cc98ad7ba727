import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { Segment } from './define/segment.ts'
import { callerText, valueOf } from '../test/segment-texts.ts'
import { segments } from './segments.ts'

const table: Readonly<Record<string, Segment<unknown>>> = segments
const named = Object.entries(table)

describe.each(named)('<%s>', (_name, segment) => {
  const whole = new RegExp(`^(?:${segment.pattern})$`, 'u')

  it('reads back each of its examples', () => {
    for (const example of segment.examples) {
      const text = segment.encode(example)
      expect(text, String(example)).toMatch(whole)
      expect(segment.decode(text ?? '')).toBe(example)
    }
  })

  it('has a pattern without groups that capture, look around or refer back', () => {
    expect(segment.pattern).not.toMatch(/\((?!\?:)/)
    expect(segment.pattern).not.toMatch(/\\[1-9k]/)
  })

  it.each([undefined, null, '', Number.NaN, -1, 1.5, -0, true, {}, ['okx'], '\ud800'])('refuses %j', (value) => {
    expect(segment.encode(value)).toBeUndefined()
  })

  test.prop([valueOf(segment)])('writes only what its pattern admits, and reads it back', (value) => {
    const text = segment.encode(value)
    expect(text).toMatch(whole)
    expect(segment.decode(text ?? '')).toBe(value)
  })

  test.prop([fc.oneof(fc.stringMatching(whole), callerText)])('reads only what it would write', (text) => {
    const value = segment.decode(text)
    expect(value === undefined || segment.encode(value) === text).toBe(true)
  })

  test.prop([fc.stringMatching(whole)], { numRuns: 200 })('holds no more raw colons than it states', (text) => {
    const allowed = segment.colons === 'any' ? Number.POSITIVE_INFINITY : segment.colons
    expect(text.split(':').length - 1).toBeLessThanOrEqual(allowed)
  })
})

describe('the segments of the system', () => {
  it.each([
    ['userId', '007', '007'],
    ['userId', '600000000000000001', '600000000000000001'],
    ['userId', '1234567890123456789', '1234567890123456789'],
    ['userId', 'a:b', 'a%3Ab'],
    ['symbol', 'BTC-USDT-SWAP', 'BTC-USDT-SWAP'],
    ['symbol', 'BTC/USDT:USDT', 'BTC/USDT:USDT'],
    ['symbol', 'BTC/USD:BTC-250328', 'BTC/USD:BTC-250328'],
    ['symbol', 'KRW-XRP', 'KRW-XRP'],
    ['symbol', 'key', '%6Bey'],
    ['symbol', 'A/B:c', 'A/B:%63'],
    ['symbol', 'a/b:c', '%61/b:%63'],
    ['symbol', 'A:B', 'A%3AB'],
    ['symbol', '/B:C', '/B%3AC'],
    ['symbol', 'A/:C', 'A/%3AC'],
    ['symbol', 'A/B:', 'A/B%3A'],
    ['symbol', 'A/B:C:D', 'A/B%3AC%3AD'],
    ['symbol', 'A/B:C/D', 'A/B%3AC/D'],
    ['symbol', 'A/ :C', 'A/%20:C'],
    ['level', 0, '0'],
    ['level', 20, '20'],
    ['clientOrderId', '0042-b07', '0042-b07'],
    ['clientOrderId', '42:', '42%3A'],
  ] as const)('<%s> spells %j as %s', (name, value, text) => {
    expect(segments[name].encode(value)).toBe(text)
    expect(segments[name].decode(text)).toBe(value)
  })

  it.each([
    ['userId', 1001],
    ['userId', ['1001']],
    ['level', '7'],
    ['level', 1_000_000],
    ['exchange', 'OKX'],
    ['exchange', 'toString'],
    ['side', 'buy'],
    ['side', 'net'],
    ['clientOrderId', '1001'],
    ['numericUserId', '10x'],
    ['timeframe', '15'],
  ] as const)('<%s> refuses %j', (name, value) => {
    expect(segments[name].encode(value)).toBeUndefined()
  })

  it.each([
    ['level', '07'],
    ['level', '+7'],
    ['level', '1e2'],
    ['symbol', 'btc'],
    ['symbol', 'A%42'],
    ['symbol', 'A/B%3AC'],
    ['symbol', 'A%3aB'],
    ['userId', 'a%41'],
    ['userId', 'a%2'],
    ['userId', '%E4%B8'],
    ['userId', 'a b'],
  ] as const)('<%s> does not read %s, which it never writes', (name, text) => {
    expect(segments[name].decode(text)).toBeUndefined()
  })
})
