import { epochMs, price, SimulatedClock } from '@tradingboost/domain'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  createGridOrderStore,
  createOrderStore,
  createPositionStore,
  createPriceStore,
  createSettingsStore,
  gridProblems,
} from '../src/index.ts'
import { sampleOrder } from '../src/testing/sample-order.ts'
import { samplePosition } from '../src/testing/sample-position.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const account = { userId: '1001', exchange: 'okx' } as const
const grid = { userId: '1002', exchange: 'okx', symbol: 'XRP-USDT-SWAP' } as const

describe('positions', () => {
  test('an open position stands in hash, index, active set and realtime record under the documented keys', async () => {
    const { raw, connection } = redis()
    await createPositionStore(connection).save(account, samplePosition(3))
    expect(await raw.hget('positions:1001:okx:XRP-USDT-SWAP:long', 'averagePrice')).toBe('0.12345678901234567')
    expect(await raw.smembers('positions:index:1001:okx')).toEqual(['XRP-USDT-SWAP:long'])
    expect(await raw.smembers('positions:active')).toEqual(['1001:okx:XRP-USDT-SWAP:long'])
    expect(await raw.hget('positions:realtime:1001:okx:XRP-USDT-SWAP:long', 'status')).toBe('open')
    expect(await raw.ttl('positions:1001:okx:XRP-USDT-SWAP:long')).toBe(-1)
  })

  test('a closed one leaves its history entry and, for a day, its last state', async () => {
    const { raw, connection } = redis()
    const store = createPositionStore(connection)
    await store.save(account, samplePosition(3))
    await store.save(account, samplePosition(4, { quantity: '0' }))
    expect((await raw.scan('0', 'COUNT', 100))[1].toSorted()).toEqual([
      'positions:history:1001:okx',
      'positions:realtime:1001:okx:XRP-USDT-SWAP:long',
    ])
    const ttl = await raw.ttl('positions:realtime:1001:okx:XRP-USDT-SWAP:long')
    expect(ttl > 86_000 && ttl <= 86_400).toBe(true)
    expect(
      await raw.zscore(
        'positions:history:1001:okx',
        (await raw.zrange('positions:history:1001:okx', '0', '-1'))[0] ?? '',
      ),
    ).toBe('1760486400127')
  })

  test('one bad record in a list is set apart with its key, the others are read', async () => {
    const { raw, connection } = redis()
    const store = createPositionStore(connection)
    await store.save(account, samplePosition(1))
    await store.save(account, samplePosition(1, { symbol: 'BTC-USDT-SWAP' }))
    await raw.hset('positions:1001:okx:BTC-USDT-SWAP:long', 'quantity', '1e-05')
    await raw.sadd('positions:index:1001:okx', '8c0e1d7a-uuid')
    const { items, quarantined } = await store.list(account)
    expect(items).toEqual([samplePosition(1)])
    expect(quarantined.map(({ details }) => details['key'])).toEqual([
      'positions:index:1001:okx',
      'positions:1001:okx:BTC-USDT-SWAP:long',
    ])
    expect(await raw.hget('positions:1001:okx:BTC-USDT-SWAP:long', 'quantity')).toBe('1e-05')
  })

  test('an amount that is none, such as a quantity below zero, is the error of its record too', async () => {
    const { raw, connection } = redis()
    const positions = createPositionStore(connection)
    await positions.save(account, samplePosition(1))
    await positions.save(account, samplePosition(1, { symbol: 'BTC-USDT-SWAP' }))
    await raw.hset('positions:1001:okx:BTC-USDT-SWAP:long', 'quantity', '-1')
    const orders = createOrderStore(connection)
    const order = sampleOrder()
    await orders.saveAll([order, sampleOrder({ id: 'b-2' })])
    await raw.hset('orders:b-2', 'filledQuantity', '-3')
    for (const { items, quarantined } of [
      await positions.list(account),
      await orders.listOpen('okx', order.order.symbol),
    ]) {
      expect([items.length, quarantined.map(({ code }) => code)]).toEqual([1, ['stored-value-invalid']])
      expect(quarantined[0]?.message).toMatch(/a quantity of -\d is negative/)
    }
  })

  test('the list of an account takes two round trips', async () => {
    const { raw, connection } = redis()
    const store = createPositionStore(connection)
    for (const symbol of ['A', 'B', 'C']) await store.save(account, samplePosition(1, { symbol }))
    await raw.config('RESETSTAT')
    await store.list(account)
    const stats = await raw.info('commandstats')
    expect([stats.match(/cmdstat_smembers:calls=(\d+)/)?.[1], stats.match(/cmdstat_hgetall:calls=(\d+)/)?.[1]]).toEqual(
      ['1', '3'],
    )
  })

  test('of concurrent writers in any order the newest revision stands', async () => {
    const here = createPositionStore(redis().connection)
    const there = createPositionStore(await redis().connect())
    const revisions = Array.from({ length: 40 }, (_, at) => ((at * 17) % 40) + 1)
    await Promise.all(
      revisions.map((revision, at) => (at % 2 === 0 ? here : there).save(account, samplePosition(revision))),
    )
    expect(await here.load(account, 'XRP-USDT-SWAP', 'long')).toEqual(samplePosition(40))
  })
})

describe('orders', () => {
  test('an ended order stands for seven days, then its id is forgotten by the next list', async () => {
    const { raw, connection } = redis()
    const store = createOrderStore(connection)
    await store.save(sampleOrder({ id: 'a-1', status: 'filled' }))
    await store.save(sampleOrder({ id: 'b-2' }))
    const [ended, open] = [await raw.ttl('orders:a-1'), await raw.ttl('orders:b-2')]
    expect([ended > 604_700 && ended <= 604_800, open]).toEqual([true, -1])
    await raw.del('orders:a-1')
    const { items } = await store.listByUser({ userId: '1002', exchange: 'okx' })
    expect(items.map(({ order }) => order.clientOrderId)).toEqual(['b-2'])
    expect(await raw.smembers('orders:user:1002:okx')).toEqual(['b-2'])
  })

  test('the ids of expired orders are forgotten without a list being asked for', async () => {
    const { raw, connection } = redis()
    const store = createOrderStore(connection)
    await store.saveAll([sampleOrder({ id: 'a-1' }), sampleOrder({ id: 'b-2' })])
    await raw.del('orders:a-1')
    await store.forgetExpired({ userId: '1002', exchange: 'okx' })
    expect(await raw.smembers('orders:user:1002:okx')).toEqual(['b-2'])
  })

  test('what the exchange says overwrites an equal revision that ended otherwise', async () => {
    const store = createOrderStore(redis().connection)
    await store.save(sampleOrder({ id: 'a-1', status: 'expired' }))
    await store.overwriteAll([sampleOrder({ id: 'a-1', status: 'accepted' })])
    expect((await store.load('a-1'))?.order.status).toBe('accepted')
  })

  test('a bad record is the error of its load, and its bytes stay', async () => {
    const { raw, connection } = redis()
    await raw.hset('orders:a-1', 'status', 'cancelled')
    await expect(createOrderStore(connection).load('a-1')).rejects.toMatchObject({
      code: 'stored-value-invalid',
      details: { key: 'orders:a-1' },
    })
    expect(await raw.hgetall('orders:a-1')).toEqual({ status: 'cancelled' })
  })
})

describe('the grid trio', () => {
  test('stands under the documented keys with the documented types', async () => {
    const { raw, connection } = redis()
    await createGridOrderStore(connection, grid).place(7, sampleOrder())
    const prefix = 'orders:okx:user:1002:symbol:XRP-USDT-SWAP'
    expect(await raw.zrange(`${prefix}:orders`, '0', '-1')).toEqual(['grid-0000000a-b07'])
    expect(await raw.hgetall(`${prefix}:order_placed`)).toEqual({ 7: '1' })
    expect(await raw.smembers(`${prefix}:order_placed_index`)).toEqual(['grid-0000000a-b07'])
  })

  test('a rung that says "false" is free, and a price among the fields is no rung (A28)', async () => {
    const { raw, connection } = redis()
    const key = 'orders:okx:user:1002:symbol:XRP-USDT-SWAP:order_placed'
    await raw.hset(key, { 5: 'false', '64210.4': 'true', 6: 'true', 7: '1' })
    const { placed, quarantined } = await createGridOrderStore(connection, grid).load()
    expect([...placed]).toEqual([
      [5, false],
      [6, true],
      [7, true],
    ])
    expect(quarantined.map(({ message }) => message)).toEqual([expect.stringContaining('"64210.4"')])
    expect(await raw.hget(key, '64210.4')).toBe('true')
  })

  test('rung 0 that says "false" is free and nothing fails (A29)', async () => {
    const { raw, connection } = redis()
    await raw.hset('orders:okx:user:1002:symbol:XRP-USDT-SWAP:order_placed', '0', 'false')
    const picture = await createGridOrderStore(connection, grid).load()
    expect([picture.placed.get(0), picture.quarantined]).toEqual([false, []])
  })

  test('each way of falling out of step is named', async () => {
    const { raw, connection } = redis()
    const store = createGridOrderStore(connection, grid)
    await store.place(7, sampleOrder({ id: 'a-1', level: 7 }))
    await store.place(8, sampleOrder({ id: 'b-2', level: 8, price: '0.5' }))
    await store.place(9, sampleOrder({ id: 'c-3', level: 9, price: '0.6' }))
    await createOrderStore(connection).save(
      sampleOrder({ id: 'c-3', level: 9, price: '0.6', revision: 2, status: 'filled' }),
    )
    const prefix = 'orders:okx:user:1002:symbol:XRP-USDT-SWAP'
    await raw.srem(`${prefix}:order_placed_index`, 'a-1')
    await raw.sadd(`${prefix}:order_placed_index`, 'ghost-1')
    await raw.zadd(`${prefix}:orders`, '0.51', 'b-2')
    await raw.zadd(`${prefix}:orders`, '0.7', 'd-4')
    await raw.hset(`${prefix}:order_placed`, '7', '0', '12', '1')
    expect(gridProblems(await store.load()).toSorted()).toEqual([
      'a-1 is among the orders by price and not in the index',
      'a-1 rests at rung 7, which is free',
      'b-2 is ranked at 0.51 and priced 0.5',
      'c-3 rests in the grid and is filled',
      'd-4 has no record',
      'd-4 is among the orders by price and not in the index',
      'ghost-1 is in the index and not among the orders by price',
      'rung 12 is taken and no order rests there',
      'rung 9 is taken and no order rests there',
    ])
  })
})

describe('prices', () => {
  test('stand for 60 s, with their age and whether it is too old', async () => {
    const clock = new SimulatedClock(epochMs(1_000_000))
    const store = createPriceStore(redis().connection, clock)
    await store.save('okx', 'BTC/USDT:USDT', { price: price('0.12345678901234567'), at: epochMs(990_000) })
    const last = { price: price('0.12345678901234567'), at: epochMs(990_000), ageMs: 10_000 }
    expect(await store.load('okx', 'BTC/USDT:USDT', 10_000)).toEqual({ kind: 'fresh', ...last })
    expect(await store.load('okx', 'BTC/USDT:USDT', 9_999)).toEqual({ kind: 'stale', ...last })
    expect(await store.load('okx', 'ETH-USDT-SWAP', 1)).toBeUndefined()
    const ttl = await redis().raw.ttl('price:okx:BTC/USDT:USDT')
    expect(ttl > 55 && ttl <= 60).toBe(true)
  })

  test('the original\'s "price:time" text is quarantined', async () => {
    await redis().raw.set('price:okx:A', '0.5:1760490000')
    const store = createPriceStore(redis().connection, new SimulatedClock(epochMs(0)))
    await expect(store.load('okx', 'A', 1)).rejects.toMatchObject({ code: 'stored-value-invalid' })
  })
})

describe('settings', () => {
  const schema = z.object({ leverage: z.int().positive(), direction: z.enum(['long', 'short']) })

  test('are read by the schema of the bot that asks', async () => {
    const store = createSettingsStore(redis().connection, schema)
    expect(await store.load('1001')).toBeUndefined()
    await store.save('1001', { leverage: 10, direction: 'long' })
    expect(await store.load('1001')).toEqual({ leverage: 10, direction: 'long' })
    expect([await store.remove('1001'), await store.remove('1001')]).toEqual([true, false])
  })

  test('that do not fit are an error that names key and field', async () => {
    await redis().raw.set('user:1001:settings', '{"leverage": "10", "direction": "\\ub871"}')
    await expect(createSettingsStore(redis().connection, schema).load('1001')).rejects.toThrow(
      /user:1001:settings.*leverage: .*direction: /,
    )
  })
})
