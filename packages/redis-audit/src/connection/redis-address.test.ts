import { TradingError } from '@tradingboost/domain'
import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { describeAddress, readAddress } from './redis-address.ts'

test.each([
  ['redis://cache', { host: 'cache', port: 6_379, isEncrypted: false }],
  [
    'rediss://me:p%40ss@cache:7000/2',
    { host: 'cache', port: 7_000, username: 'me', password: 'p@ss', database: 2, isEncrypted: true },
  ],
  ['redis://:secret@[::1]:1', { host: '::1', port: 1, password: 'secret', isEncrypted: false }],
  ['/run/redis.sock', { path: '/run/redis.sock' }],
])('%s is read', (text, address) => {
  expect(readAddress(text)).toEqual(address)
})

test.each(['http://cache', 'redis://cache/db', 'cache:6379', ''])('%j is refused without showing it', (text) => {
  expect(() => readAddress(text)).toThrow(TradingError)
  expect(() => readAddress(text)).toThrow(/^the Redis address is neither/)
})

test('a client says where it is connected to', () => {
  const client = new Redis('redis://me:secret@cache:7000/2', { lazyConnect: true })
  expect(readAddress(client)).toEqual(readAddress('redis://me:secret@cache:7000/2'))
  const local = new Redis({ path: '/run/redis.sock', lazyConnect: true })
  expect(readAddress(local)).toMatchObject({ path: '/run/redis.sock' })
})

test('an address is described without its secrets', () => {
  expect(describeAddress(readAddress('redis://me:secret@cache/3'))).toBe('cache:6379, database 3')
})
