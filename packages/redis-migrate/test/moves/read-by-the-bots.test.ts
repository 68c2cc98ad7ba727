import { systemClock } from '@tradingboost/domain'
import { exchangePositions, exchangeSymbolPositions, type LooseParams } from '@tradingboost/redis-keys'
import { startRedis, type TestRedis } from '@tradingboost/testkit'
import {
  connectRedis,
  createPositionStore,
  type PositionStore,
  type RedisConnection,
} from '@tradingboost/trading-cache'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SourceRecord } from '@tradingboost/layout-migrations'
import { migrations } from '@tradingboost/layout-migrations'
import { ccxtRow, listOf, okxRow, raw } from '@tradingboost/layout-migrations/testing'
import { aSource } from '@tradingboost/layout-migrations/testing'

let server: TestRedis
let redis: Redis
let connection: RedisConnection
let store: PositionStore
beforeAll(async () => {
  server = await startRedis()
  redis = server.connect()
  connection = await connectRedis({ url: server.url, clock: systemClock, random: () => 0.5 })
  store = createPositionStore(connection)
})
beforeEach(async () => {
  await redis.flushall()
})
afterAll(async () => {
  await connection.close()
  await server.stop()
})

const account = { userId: '1234', exchange: 'okx' } as const

/** Writes what the migration makes of a source, as the engine would. */
async function write(source: SourceRecord): Promise<void> {
  const moved = migrations.find(({ id }) => id === '0003-grid-positions')?.transform(source, { exchange: 'okx' })
  if (moved?.kind !== 'moves') throw new Error(JSON.stringify(moved))
  for (const { key, content } of moved.keys) {
    if (content.type === 'hash') await redis.hset(key, Object.fromEntries(content.fields))
  }
  for (const { key, member } of moved.members) await redis.sadd(key, member)
}

const listed = async (of: Parameters<PositionStore['list']>[0] = account): Promise<readonly string[]> => {
  const { items, quarantined } = await store.list(of)
  expect(quarantined).toEqual([])
  return items.map(
    (held) => `${held.symbol} ${held.side} ${held.quantity.toFixed()} at ${held.averagePrice?.toFixed()}`,
  )
}

test('the position store lists what was moved: both sides of a hedge, net shorts, prices that nobody said', async () => {
  await write(
    aSource(
      exchangePositions,
      account,
      listOf(
        okxRow({ pos: '3' }),
        okxRow({ pos: '2', posSide: 'short', avgPx: raw('0.12345678901234567') }),
        okxRow({ instId: 'SOL-USDT-SWAP', posSide: 'net', pos: '-1.5', avgPx: '' }),
        okxRow({ instId: 'ADA-USDT-SWAP', pos: '0' }),
      ),
    ),
  )
  expect(await listed()).toEqual([
    'SOL-USDT-SWAP short 1.5 at undefined',
    'XRP-USDT-SWAP long 3 at 0.5231',
    'XRP-USDT-SWAP short 2 at 0.12345678901234567',
  ])
})

test.each(['BTC/USDT:USDT', 'BTC/USD:BTC-250328', 'BTC USDT\nSWAP', 'btc:x'])(
  'the symbol %j works through index, record and store',
  async (symbol) => {
    const params: LooseParams = { userId: '7', exchange: 'bitget', symbol }
    await write(aSource(exchangeSymbolPositions, params, listOf(ccxtRow({ symbol, contracts: raw('1e-08') }))))
    expect(await listed({ userId: '7', exchange: 'bitget' })).toEqual([`${symbol} short 0.00000001 at 65000.5`])
    const held = await store.load({ userId: '7', exchange: 'bitget' }, symbol, 'short')
    expect(held?.source).toBe(ccxtRow({ symbol, contracts: raw('1e-08') }))
  },
)

test('a position of which nobody said how much is held is set apart, not flat', async () => {
  await write(aSource(exchangePositions, account, listOf(okxRow({ pos: '' }))))
  const { items, quarantined } = await store.list(account)
  expect([items, quarantined.map(({ code }) => code)]).toEqual([[], ['stored-value-invalid']])
})
