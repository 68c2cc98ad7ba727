import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { KeyValue } from '../define/key-family.ts'
import { orderRecord } from './order-record.ts'
import { closedPosition, ownPositionRecord, positionRecord } from './position-record.ts'
import type { order } from './orders.ts'
import { activePositionMember, type position, positionIndexMember } from './positions.ts'
import { apiKeysRecord } from './users.ts'
import { price, priceRecord } from './prices.ts'

const openPosition: KeyValue<typeof position> = {
  userId: '600000000000000001',
  exchange: 'okx',
  symbol: 'BTC/USD:BTC-250328',
  side: 'long',
  quantity: '2.5',
  averagePrice: '64210.123456789012345678',
  contractSize: '0.01',
  realizedPnl: '-3.1275',
  fees: '0.0321',
  leverage: '10',
  revision: '7',
  openedAt: '1760490000000',
  updatedAt: '1760490300000',
}

const restingOrder: KeyValue<typeof order> = {
  clientOrderId: 'grid1002-0000000a-b07',
  exchangeOrderId: '1735413639885085250',
  botId: 'grid-1002-okx-XRP-USDT-SWAP',
  userId: '1002',
  exchange: 'okx',
  symbol: 'XRP-USDT-SWAP',
  side: 'buy',
  positionSide: 'long',
  type: 'limit',
  price: '0.5272',
  quantity: '30',
  filledQuantity: '0',
  reduceOnly: 'false',
  postOnly: 'true',
  status: 'accepted',
  leg: 'b07',
  level: '7',
  createdAt: '1760490000000',
  updatedAt: '1760490000000',
  revision: '2',
}

// hash-max-listpack-entries and hash-max-listpack-value of a Redis as it is shipped.
const listpackFields = 128
const listpackBytes = 64

describe.each([
  ['position', positionRecord, openPosition],
  ['order', orderRecord, restingOrder],
] as const)('the %s record', (_name, schema, record) => {
  it('accepts a full record and changes no digit of it', () => {
    expect(schema.parse(record)).toEqual(record)
  })

  it('stays small enough for the compact encoding of Redis', () => {
    expect(Object.keys(schema.shape).length).toBeLessThanOrEqual(listpackFields)
    for (const [field, value] of Object.entries(record)) {
      expect(Buffer.byteLength(field)).toBeLessThanOrEqual(listpackBytes)
      expect(Buffer.byteLength(String(value))).toBeLessThanOrEqual(listpackBytes)
    }
  })

  it.each(['', 'None', 'nan', 'NaN', 'Infinity', '1e-05', '1.', '.5', '+1', '1,5', ' 1', '٣'])(
    'refuses %j as a quantity',
    (quantity) => {
      expect(schema.safeParse({ ...record, quantity }).success).toBe(false)
    },
  )

  it.each(['buy-long', 'net', 'LONG', ''])('refuses %j as a side', (side) => {
    expect(schema.safeParse({ ...record, side }).success).toBe(false)
  })

  it.each(['-1', '1.5', '01', 'x'])('refuses %j as a revision', (revision) => {
    expect(schema.safeParse({ ...record, revision }).success).toBe(false)
  })

  it('refuses a time that is no epoch milliseconds', () => {
    expect(schema.safeParse({ ...record, updatedAt: '2025-10-15T10:00:00Z' }).success).toBe(false)
  })
})

describe('the record of a position', () => {
  const untold = ['quantity', 'averagePrice', 'realizedPnl', 'fees', 'openedAt', 'updatedAt'] as const

  it.each(untold)('may lack its %s where a migration moved it, and not where our programs write it', (field) => {
    const { [field]: _, ...record } = openPosition
    expect(positionRecord.safeParse(record).success).toBe(true)
    expect(ownPositionRecord.safeParse(record).success).toBe(false)
  })

  it.each(['userId', 'exchange', 'symbol', 'side', 'revision'] as const)('always has its %s', (field) => {
    const { [field]: _, ...record } = openPosition
    expect(positionRecord.safeParse(record).success).toBe(false)
  })
})

describe('members', () => {
  it.each([
    [{ symbol: 'BTC-USDT-SWAP', side: 'long' }, 'BTC-USDT-SWAP:long'],
    [{ symbol: 'BTC/USDT:USDT', side: 'short' }, 'BTC/USDT:USDT:short'],
  ] as const)('of the position index part at the last colon: %j', (params, text) => {
    expect(positionIndexMember.build(params)).toBe(text)
    expect(positionIndexMember.parse(text)).toEqual({ kind: 'ok', params })
    expect(positionIndexMember.schema.safeParse(text).success).toBe(true)
  })

  it.each(['8c0e2c3a-uuid', '1005:okx:ETH-USDT-SWAP:short', 'BTC-USDT-SWAP:buy', ''])(
    'of the position index are not %j, which the original also wrote',
    (text) => {
      expect(positionIndexMember.read(text)).toBeUndefined()
      expect(positionIndexMember.schema.safeParse(text).success).toBe(false)
    },
  )

  it('of the active set name user, exchange, symbol and side', () => {
    const params = { userId: '1001', exchange: 'okx', symbol: 'BTC/USDT:USDT', side: 'long' } as const
    expect(activePositionMember.build(params)).toBe('1001:okx:BTC/USDT:USDT:long')
    expect(activePositionMember.read('1001:okx:BTC/USDT:USDT:long')).toEqual(params)
  })
})

describe('other records', () => {
  it.each<[string, z.ZodType, unknown]>([
    ['a price as a number', priceRecord, { price: 64_210.4, at: 1 }],
    ['a price without a time', priceRecord, { price: '64210.4' }],
    ['a close before 1970', closedPosition, { ...openPosition, revision: 7, openedAt: 0, closedAt: -1 }],
    ['credentials without a secret', apiKeysRecord, { api_key: 'k' }],
  ])('refuse %s', (_what, schema, value) => {
    expect(schema.safeParse(value).success).toBe(false)
  })

  it('accept a price with its time', () => {
    expect(price.value.schema.parse({ price: '64210.4', at: 1_760_490_000_000 })).toEqual({
      price: '64210.4',
      at: 1_760_490_000_000,
    })
  })
})
