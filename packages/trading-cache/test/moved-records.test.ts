import { gridOrders, orderPlaced, orderPlacedIndex, position, positionIndex } from '@tradingboost/redis-keys'
import { describe, expect, test } from 'vitest'
import { createGridOrderStore, createPositionStore } from '../src/index.ts'
import { sampleOrder } from '../src/testing/sample-order.ts'
import { samplePosition } from '../src/testing/sample-position.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const account = { userId: '1001', exchange: 'okx' } as const
const place = { ...account, symbol: 'XRP-USDT-SWAP', side: 'long' } as const
const key = position.build(place)
const index = positionIndex.build(account)
const source = '{"instId": "XRP-USDT-SWAP", "posSide": "long", "pos": "3", "avgPx": "", "posId": "2451781910000123456"}'

/** What a migration leaves of a row that says little, with the 20 s that its source had left. */
async function leaveMoved(fields: Readonly<Record<string, string>>): Promise<void> {
  const { raw } = redis()
  await raw.hset(key, { ...place, revision: '0', source, ...fields })
  await raw.sadd(index, 'XRP-USDT-SWAP:long')
  await raw.pexpire(key, 20_000)
  await raw.pexpire(index, 20_000)
}

describe('a moved position', () => {
  test('is read with what its source said and no more: nothing is invented for what is absent', async () => {
    await leaveMoved({ quantity: '3' })
    const store = createPositionStore(redis().connection)
    const read = await store.load(account, place.symbol, 'long')
    expect(Object.keys(read ?? {})).toEqual(['symbol', 'side', 'quantity', 'revision', 'source'])
    expect([read?.quantity.toFixed(), read?.revision, read?.source]).toEqual(['3', 0, source])
    expect(await store.list(account)).toEqual({ items: [read], quarantined: [] })
  })

  test('without a quantity is set apart and not taken for nothing held', async () => {
    await leaveMoved({})
    const store = createPositionStore(redis().connection)
    await expect(store.load(account, place.symbol, 'long')).rejects.toThrow(/its source did not say how much is held/)
    const { items, quarantined } = await store.list(account)
    expect(items).toEqual([])
    expect(quarantined.map(({ code, details }) => [code, details['key']])).toEqual([['stored-value-invalid', key]])
  })

  test('gives way to the first fill that a bot books, whatever its revision, and from then on stays', async () => {
    await leaveMoved({ quantity: '3', updatedAt: '1799999999999' })
    const { connection, raw } = redis()
    const store = createPositionStore(connection)
    expect(await store.save(account, samplePosition(1))).toEqual({ kind: 'saved' })
    expect(await store.load(account, place.symbol, 'long')).toEqual(samplePosition(1))
    expect([await raw.pttl(key), await raw.pttl(index)]).toEqual([-1, -1])
  })

  test('keeps its time to live while other symbols are closed, and their index with it', async () => {
    await leaveMoved({ quantity: '3' })
    const { connection, raw } = redis()
    await createPositionStore(connection).save(account, samplePosition(2, { symbol: 'A', quantity: '0' }))
    expect(await raw.smembers(index)).toEqual(['XRP-USDT-SWAP:long'])
    expect((await raw.pttl(index)) > 0).toBe(true)
  })
})

test('a moved grid stays from the first order on that a bot writes to it', async () => {
  const grid = { userId: '1002', exchange: 'okx', symbol: 'XRP-USDT-SWAP' } as const
  const { connection, raw } = redis()
  const keys = [gridOrders.build(grid), orderPlaced.build(grid), orderPlacedIndex.build(grid)] as const
  await raw.zadd(keys[0], 0.5, '0.5')
  await raw.hset(keys[1], '3', 'true')
  await raw.sadd(keys[2], '3')
  for (const one of keys) await raw.pexpire(one, 20_000)
  await createGridOrderStore(connection, grid).place(7, sampleOrder())
  expect(await Promise.all(keys.map((one) => raw.pttl(one)))).toEqual([-1, -1, -1])
})
