import { systemClock, TradingError } from '@tradingboost/domain'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  createBotStore,
  createGridOrderStore,
  createNearTradingCache,
  createOrderStore,
  createPositionStore,
  createPriceStore,
  createSettingsStore,
  createTradingCache,
  openNearCache,
  type RedisConnection,
} from '../src/index.ts'
import { sampleOrder } from '../src/testing/sample-order.ts'
import { samplePosition } from '../src/testing/sample-position.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()

/** A user and a symbol that our keys escape, and that a program in Python writes as they are. */
const places = [
  { userId: 'a:b', symbol: 'XRP-USDT-SWAP' },
  { userId: 'a b', symbol: 'XRP-USDT-SWAP' },
  { userId: '7', symbol: 'btc-usdt' },
  { userId: '7', symbol: 'A:B' },
] as const
type Place = (typeof places)[number]

interface Read {
  readonly what: string
  /** Whether the key names this part; one that names neither escaped part has one spelling. */
  readonly names: readonly (keyof Place)[]
  readonly rawKey: (place: Place) => string
  readonly write: 'string' | 'hash' | 'set' | 'zset' | 'list'
  readonly read: (connection: RedisConnection, place: Place) => Promise<unknown>
}

const okx = 'okx' as const
const settings = (connection: RedisConnection) => createSettingsStore(connection, z.looseObject({}))
const trio = (suffix: string, write: Read['write']): Read => ({
  what: `the ${suffix} of a grid`,
  names: ['userId', 'symbol'],
  rawKey: ({ userId, symbol }) => `orders:okx:user:${userId}:symbol:${symbol}:${suffix}`,
  write,
  read: async (connection, { userId, symbol }) =>
    await createGridOrderStore(connection, { userId, exchange: okx, symbol }).load(),
})

const reads: readonly Read[] = [
  {
    what: 'a cached position',
    names: ['userId', 'symbol'],
    rawKey: ({ userId, symbol }) => `position:${userId}:okx:${symbol}:long`,
    write: 'string',
    read: async (connection, { userId, symbol }) =>
      await createTradingCache(connection).getPosition(userId, symbol, 'long'),
  },
  {
    what: 'an open position',
    names: ['userId', 'symbol'],
    rawKey: ({ userId, symbol }) => `positions:${userId}:okx:${symbol}:long`,
    write: 'hash',
    read: async (connection, { userId, symbol }) =>
      await createPositionStore(connection).load({ userId, exchange: okx }, symbol, 'long'),
  },
  {
    what: 'the index of open positions',
    names: ['userId'],
    rawKey: ({ userId }) => `positions:index:${userId}:okx`,
    write: 'set',
    read: async (connection, { userId }) => await createPositionStore(connection).list({ userId, exchange: okx }),
  },
  {
    what: 'the history, a list as the original writes it',
    names: ['userId'],
    rawKey: ({ userId }) => `positions:history:${userId}:okx`,
    write: 'list',
    read: async (connection, { userId }) => await createPositionStore(connection).history({ userId, exchange: okx }),
  },
  {
    what: 'the orders of a user',
    names: ['userId'],
    rawKey: ({ userId }) => `orders:user:${userId}:okx`,
    write: 'set',
    read: async (connection, { userId }) => await createOrderStore(connection).listByUser({ userId, exchange: okx }),
  },
  {
    what: 'the orders of a user whose expired ids are removed',
    names: ['userId'],
    rawKey: ({ userId }) => `orders:user:${userId}:okx`,
    write: 'set',
    read: async (connection, { userId }) => await createOrderStore(connection).forgetExpired({ userId, exchange: okx }),
  },
  {
    what: 'the open orders of a symbol',
    names: ['symbol'],
    rawKey: ({ symbol }) => `orders:open:okx:${symbol}`,
    write: 'set',
    read: async (connection, { symbol }) => await createOrderStore(connection).listOpen(okx, symbol),
  },
  trio('orders', 'zset'),
  trio('order_placed', 'hash'),
  trio('order_placed_index', 'set'),
  {
    what: 'a last price',
    names: ['symbol'],
    rawKey: ({ symbol }) => `price:okx:${symbol}`,
    write: 'string',
    read: async (connection, { symbol }) => await createPriceStore(connection, systemClock).load(okx, symbol, 1_000),
  },
  {
    what: 'settings',
    names: ['userId'],
    rawKey: ({ userId }) => `user:${userId}:settings`,
    write: 'string',
    read: async (connection, { userId }) => await settings(connection).load(userId),
  },
  {
    what: 'the trading status',
    names: ['userId'],
    rawKey: ({ userId }) => `user:${userId}:trading:status`,
    write: 'string',
    read: async (connection, { userId }) => await createBotStore(connection).tradingStatus(userId),
  },
  {
    what: 'the status of the bots of a user',
    names: ['userId'],
    rawKey: ({ userId }) => `user:${userId}:bot:status`,
    write: 'string',
    read: async (connection, { userId }) => await createBotStore(connection).botStatus(userId),
  },
]

const cases = reads.flatMap((read) =>
  places
    .filter((place) => read.names.some((name) => name === (place.userId === '7' ? 'symbol' : 'userId')))
    .map((place) => ({ ...read, place, key: read.rawKey(place) })),
)

async function writeRaw(key: string, type: Read['write']): Promise<void> {
  const { raw } = redis()
  if (type === 'string') await raw.set(key, '{"size": 5}')
  else if (type === 'hash') await raw.hset(key, 'pos', '5')
  else if (type === 'set') await raw.sadd(key, 'member')
  else if (type === 'zset') await raw.zadd(key, 1, 'member')
  else await raw.lpush(key, '{}')
}

async function thrown(promise: Promise<unknown>): Promise<TradingError> {
  const error: unknown = await promise.then(
    (value) => value,
    (cause: unknown) => cause,
  )
  if (error instanceof TradingError) return error
  throw new Error(`no TradingError was thrown, but ${JSON.stringify(error)} was read`)
}

describe.each(cases)('$what under $key', ({ key, write, place, read }) => {
  test('is refused by its name, and stays as it is', async () => {
    await writeRaw(key, write)
    const before = await redis().raw.dump(key)
    const error = await thrown(read(redis().connection, place))
    expect([error.code, error.retry, error.details['key']]).toEqual(['stored-value-invalid', 'never', key])
    expect(error.message).toContain(key)
    expect(await redis().raw.dump(key)).toEqual(before)
  })

  test('is not refused while only another user or symbol has such a key', async () => {
    await writeRaw(`${key}:other`, write)
    await expect(read(redis().connection, place)).resolves.not.toBeInstanceOf(Error)
  })
})

test('what was written under the escaped name is read back while the raw name is free', async () => {
  const { connection } = redis()
  const account = { userId: 'a:b', exchange: okx }
  const cache = createTradingCache(connection)
  await cache.setPosition('a:b', 'btc-usdt', 'long', { size: 5 })
  expect(await cache.getPosition('a:b', 'btc-usdt', 'long')).toEqual({ size: 5 })
  const position = samplePosition(1, { symbol: 'btc-usdt' })
  await createPositionStore(connection).save(account, position)
  expect((await createPositionStore(connection).list(account)).items).toEqual([position])
})

test('a name written raw is the error of its user in a bulk read, not of the call', async () => {
  await redis().raw.set('position:a:b:okx:XRP-USDT-SWAP:long', '{"size": 5}')
  await redis().raw.set('position:7:okx:XRP-USDT-SWAP:long', '{"size": 7}')
  const answers = await createTradingCache(redis().connection).bulkGetPositions(
    ['7', 'a:b', 'c:d'],
    'XRP-USDT-SWAP',
    'long',
  )
  expect([...answers].map(([userId, { kind }]) => [userId, kind])).toEqual([
    ['7', 'found'],
    ['a:b', 'invalid'],
    ['c:d', 'absent'],
  ])
})

test('a position of a list whose symbol was written raw is set apart, the others are read', async () => {
  const { raw, connection } = redis()
  const account = { userId: '7', exchange: okx }
  const store = createPositionStore(connection)
  for (const symbol of ['btc-usdt', 'XRP-USDT-SWAP']) await store.save(account, samplePosition(1, { symbol }))
  await raw.hset('positions:7:okx:btc-usdt:long', 'pos', '5')
  const { items, quarantined } = await store.list(account)
  expect(items.map(({ symbol }) => symbol)).toEqual(['XRP-USDT-SWAP'])
  expect(quarantined.map(({ details }) => details['key'])).toEqual(['positions:7:okx:btc-usdt:long'])
})

test('an order whose id was written raw is set apart, and its id stays in the set', async () => {
  const { raw, connection } = redis()
  await raw.sadd('orders:user:1002:okx', 'grid a')
  await raw.hset('orders:grid a', 'id', 'grid a')
  const store = createOrderStore(connection)
  await store.save(sampleOrder())
  const account = { userId: '1002', exchange: okx }
  const { items, quarantined } = await store.listByUser(account)
  expect([items.length, quarantined.map(({ details }) => details['key'])]).toEqual([1, ['orders:grid a']])
  await store.forgetExpired(account)
  expect((await raw.smembers('orders:user:1002:okx')).toSorted()).toEqual(['grid a', 'grid-0000000a-b07'])
  expect((await thrown(store.load('grid a'))).details['key']).toBe('orders:grid a')
})

test('an order of the cache whose id was written raw is refused', async () => {
  await redis().raw.set('order:a b', '{}')
  expect((await thrown(createTradingCache(redis().connection).getOrder('a b'))).details['key']).toBe('order:a b')
})

test('near reads ask for the raw name each time, and refuse it from the moment that it exists', async () => {
  const { raw, connection } = redis()
  const { near, close } = await openNearCache({
    connection,
    clock: systemClock,
    random: () => 0.5,
    url: redis().server.url,
  })
  const cache = createNearTradingCache(connection, near)
  expect((await cache.readPosition('a:b', 'XRP-USDT-SWAP', 'long')).value).toBeUndefined()
  await raw.set('position:a:b:okx:XRP-USDT-SWAP:long', '{}')
  expect((await thrown(cache.readPosition('a:b', 'XRP-USDT-SWAP', 'long'))).code).toBe('stored-value-invalid')
  expect((await thrown(cache.readFreshPosition('a:b', 'XRP-USDT-SWAP', 'long'))).code).toBe('stored-value-invalid')
  close()
})
