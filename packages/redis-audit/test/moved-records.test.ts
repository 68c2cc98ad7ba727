import { activePositions, orderPlaced, position, positionIndex } from '@tradingboost/redis-keys'
import { startRedis, type TestRedis } from '@tradingboost/testkit'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { auditRedis } from '../src/index.ts'

let server: TestRedis
let raw: Redis
beforeAll(async () => {
  server = await startRedis()
  raw = server.connect()
})
beforeEach(async () => {
  await raw.flushall()
})
afterAll(() => server.stop())

const account = { userId: '1001', exchange: 'okx' } as const
const place = { ...account, symbol: 'XRP-USDT-SWAP', side: 'long' } as const
const key = position.build(place)
const index = positionIndex.build(account)
const moved = { ...place, quantity: '3', revision: '0', source: '{"instId": "XRP-USDT-SWAP", "pos": "3"}' }

async function leave(fields: Readonly<Record<string, string>>, ttlMs: number): Promise<void> {
  await raw.hset(key, fields)
  await raw.sadd(index, 'XRP-USDT-SWAP:long')
  await raw.pexpire(key, ttlMs)
  await raw.pexpire(index, ttlMs)
}

const findings = async (): Promise<readonly string[]> =>
  (await auditRedis(raw)).findings.map(({ kind, key: where, detail }) => `${kind} ${where} ${detail}`)

test('finds nothing wrong with a moved position that ends with its source, nor with its index', async () => {
  await leave(moved, 20_000)
  expect(await findings()).toEqual([])
})

test('finds a position that ends and that no migration moved, for no source stands in it', async () => {
  const { source: _, ...own } = moved
  await leave(own, 20_000)
  expect(await findings()).toEqual([
    expect.stringMatching(/^ttl-unexpected positions:1001.* it expires in \d+ ms and should stay: it has no source/),
  ])
})

test('finds a moved position that lives longer than any source did', async () => {
  await leave(moved, 900_000)
  expect(await findings()).toEqual([
    expect.stringMatching(/^ttl-unexpected positions:1001.* or end within 300000 ms where a migration moved it$/),
    expect.stringMatching(/^ttl-unexpected positions:index:1001:okx /),
  ])
})

test('misses a position that stays in the set of all, and not one that ends, which its member would outlive', async () => {
  await leave(moved, 20_000)
  await raw.persist(key)
  await raw.persist(index)
  expect(await findings()).toEqual([
    `index-missing ${key} ${activePositions.build({})} does not hold "1001:okx:XRP-USDT-SWAP:long"`,
  ])
})

test('takes the words of the original for levels that were moved', async () => {
  const levels = orderPlaced.build({ ...account, symbol: 'A' })
  await raw.hset(levels, { '0': '1', '1': 'false', '2': 'true' })
  await raw.pexpire(levels, 800_000)
  expect(await findings()).toEqual([])
  await raw.hset(levels, '3', 'None')
  expect(await findings()).toEqual([expect.stringMatching(/^invalid-value /)])
})
