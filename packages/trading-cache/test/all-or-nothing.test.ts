import type { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import type { ScriptCall } from '../src/index.ts'
import { forgetOrders } from '../src/scripts/forget-orders.ts'
import { replaceGridOrders } from '../src/scripts/replace-grid-orders.ts'
import { replacePositions } from '../src/scripts/replace-positions.ts'
import { saveGridOrders } from '../src/scripts/save-grid-orders.ts'
import { saveMemory } from '../src/scripts/save-memory.ts'
import { saveOrders } from '../src/scripts/save-orders.ts'
import { savePosition } from '../src/scripts/save-position.ts'
import { sampleOrder } from '../src/testing/sample-order.ts'
import { samplePosition } from '../src/testing/sample-position.ts'
import { openOrders } from '@tradingboost/redis-keys'
import { useRedis } from './use-redis.ts'

const redis = useRedis()
const account = { userId: '1001', exchange: 'okx' } as const
const grid = { userId: '1002', exchange: 'okx', symbol: 'XRP-USDT-SWAP' } as const
const order = sampleOrder()
const closed = samplePosition(5, { quantity: '0' })

const calls: readonly (readonly [string, ScriptCall<unknown>])[] = [
  ['save-position', savePosition(account, samplePosition(1))],
  ['save-position of a closing', savePosition(account, closed)],
  [
    'replace-positions',
    replacePositions(account, 'XRP-USDT-SWAP', [samplePosition(1), samplePosition(1, { side: 'short' })]),
  ],
  ['replace-positions by a closing', replacePositions(account, 'XRP-USDT-SWAP', [closed])],
  ['save-orders', saveOrders([order, sampleOrder({ id: 'b-2', status: 'filled' })])],
  ['save-grid-orders', saveGridOrders(grid, [{ level: 7, order, placed: true }])],
  ['replace-grid-orders', replaceGridOrders(grid, new Map([[7, true]]), [order])],
  ['save-memory', saveMemory('grid-1', '{}')],
  ['forget-orders', forgetOrders(openOrders.build({ exchange: 'okx', symbol: 'A' }), ['gone-1', 'gone-2'])],
]
const conflicts = calls.flatMap(([name, call]) => call.keys.map((key) => [name, key, call] as const))

async function everything(raw: Redis): Promise<Record<string, string>> {
  const keys = (await raw.scan('0', 'COUNT', 1_000))[1].toSorted()
  const dumps = await Promise.all(keys.map(async (key) => (await raw.dumpBuffer(key))?.toString('hex') ?? ''))
  return Object.fromEntries(keys.map((key, at) => [key, dumps[at] ?? '']))
}

describe('a key of the wrong type among those of a script', () => {
  test.each(conflicts)('%s writes nothing when %s holds another type, and names it', async (_name, key, call) => {
    const { raw, connection } = redis()
    await raw.rpush(key, 'a list belongs nowhere')
    const before = await everything(raw)
    await expect(connection.run(call)).rejects.toMatchObject({ code: 'stored-value-invalid', details: { key } })
    expect(await everything(raw)).toEqual(before)
  })
})

describe('a record whose revision is no number', () => {
  test.each([
    ['save-position', 'positions:1001:okx:XRP-USDT-SWAP:long', savePosition(account, samplePosition(1))],
    ['save-orders', `orders:${order.order.clientOrderId}`, saveOrders([order])],
  ] as const)('%s leaves %s as it is and names it', async (_name, key, call) => {
    const { raw, connection } = redis()
    await raw.hset(key, 'revision', 'latest', 'size', '3')
    const before = await everything(raw)
    await expect(connection.run<unknown>(call)).rejects.toMatchObject({
      code: 'stored-value-invalid',
      details: { key },
    })
    expect(await everything(raw)).toEqual(before)
  })
})

test('a record of another layout under our key is replaced, so that two field sets never mix', async () => {
  const { raw, connection } = redis()
  const key = 'positions:1001:okx:XRP-USDT-SWAP:long'
  await raw.hset(key, 'pos', '3', 'avgPx', '0.5231', 'posSide', 'long')
  await connection.run(savePosition(account, samplePosition(1)))
  expect(Object.keys(await raw.hgetall(key)).toSorted()).toEqual(
    [
      'averagePrice',
      'exchange',
      'fees',
      'openedAt',
      'quantity',
      'realizedPnl',
      'revision',
      'side',
      'symbol',
      'updatedAt',
      'userId',
    ].toSorted(),
  )
})

test('a record stays listpack-encoded', async () => {
  const { raw, connection } = redis()
  await connection.run(savePosition(account, samplePosition(1)))
  await connection.run(saveOrders([order]))
  expect(await raw.object('ENCODING', 'positions:1001:okx:XRP-USDT-SWAP:long')).toBe('listpack')
  expect(await raw.object('ENCODING', `orders:${order.order.clientOrderId}`)).toBe('listpack')
})
