import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { positionCache } from '../catalogue/positions.ts'
import { tradingStatus } from '../catalogue/users.ts'
import { rawSpelling } from './raw-spelling.ts'

const okxLong = { exchange: 'okx', side: 'long' } as const
const wellFormed = fc.string({ unit: 'binary', minLength: 1 })

describe('rawSpelling', () => {
  it.each([
    ['a:b', 'BTC-USDT-SWAP', 'position:a:b:okx:BTC-USDT-SWAP:long'],
    ['a b', 'BTC-USDT-SWAP', 'position:a b:okx:BTC-USDT-SWAP:long'],
    ['7', 'btc-usdt', 'position:7:okx:btc-usdt:long'],
    ['100%', 'A/B:c', 'position:100%:okx:A/B:c:long'],
  ])('spells user %j and symbol %j as %s', (userId, symbol, raw) => {
    expect(rawSpelling(positionCache.build({ ...okxLong, userId, symbol }))).toBe(raw)
  })

  it.each([
    ['7', 'BTC/USDT:USDT'],
    ['사용자1', 'KRW-XRP'],
  ])('is undefined for user %s and symbol %s, whose names are spelled alike', (userId, symbol) => {
    expect(rawSpelling(positionCache.build({ ...okxLong, userId, symbol }))).toBeUndefined()
  })

  test.prop([wellFormed, wellFormed])('is the template with each name as it is', (userId, symbol) => {
    const key = positionCache.build({ ...okxLong, userId, symbol })
    const raw = `position:${userId}:okx:${symbol}:long`
    expect(rawSpelling(key) ?? key).toBe(raw)
    const status = tradingStatus.build({ userId })
    expect(rawSpelling(status) ?? status).toBe(`user:${userId}:trading:status`)
  })
})
