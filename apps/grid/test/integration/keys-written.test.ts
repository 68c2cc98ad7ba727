import { hostOnPaper, openTestMarket, startBotRedis } from '@tradingboost/bot-host/testing'
import { auditRedis } from '@tradingboost/redis-audit'
import { position } from '@tradingboost/redis-keys'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'

/** What GRID writes, spelled out: a literal that changes in the catalogue must fail here. */
const keysOfGrid = [
  'bot:grid-1002-XRP-USDT-SWAP:fence',
  'bot:grid-1002-XRP-USDT-SWAP:heartbeat',
  'bot:grid-1002-XRP-USDT-SWAP:lease',
  'bot:grid-1002-XRP-USDT-SWAP:memory',
  'migrate-instances:0001-position-cache',
  'migrate-instances:0002-order-placed-prefix',
  'migrate-instances:0003-grid-positions',
  'migrate-instances:0004-order-tracking-types',
  'orders:grZ00000001Zb09',
  'orders:okx:user:1002:symbol:XRP-USDT-SWAP:order_placed',
  'orders:okx:user:1002:symbol:XRP-USDT-SWAP:order_placed_index',
  'orders:okx:user:1002:symbol:XRP-USDT-SWAP:orders',
  'orders:open:okx:XRP-USDT-SWAP',
  'orders:user:1002:okx',
  'positions:1002:okx:XRP-USDT-SWAP:long',
  'positions:1002:okx:XRP-USDT-SWAP:short',
  'positions:active',
  'positions:history:1002:okx',
  'positions:index:1002:okx',
  'positions:realtime:1002:okx:XRP-USDT-SWAP:long',
  'positions:realtime:1002:okx:XRP-USDT-SWAP:short',
  'price:okx:XRP-USDT-SWAP',
  'tradingboost:environment',
  'user:1002:bot:status',
  'user:1002:bot:statuses',
]

const scanned = z.array(z.string())

test('a position of one side has a key of its own, spelled by the catalogue as it is spelled here', () => {
  const place = { userId: '1002', exchange: 'okx', symbol: 'XRP-USDT-SWAP' } as const
  expect(position.build({ ...place, side: 'long' })).toBe('positions:1002:okx:XRP-USDT-SWAP:long')
  expect(position.build({ ...place, side: 'short' })).toBe('positions:1002:okx:XRP-USDT-SWAP:short')
})

test('GRID writes these keys, each under its literal name, and the audit finds nothing in them', async () => {
  const { source, candles, openPaper } = await openTestMarket(2_000)
  await using redis = await startBotRedis()
  const client = redis.connect()
  const paper = openPaper('1002')
  const host = await hostOnPaper(gridBot(readConfig({})), { paper, redisUrl: redis.urlAs('grid') })
  const seen = new Set<string>()
  const look = async (): Promise<void> => {
    for await (const page of client.scanStream({ count: 500 })) for (const key of scanned.parse(page)) seen.add(key)
  }
  for (const [index, candle] of candles.entries()) {
    await paper.advance(candle)
    if (index % 50 === 0) await look()
  }
  const audit = await auditRedis(redis.urlAs('audit'))
  await look()
  await host.close()

  expect(audit.findings, source).toEqual([])
  expect(await redis.refusals('grid')).toEqual([])
  expect(
    keysOfGrid.filter((key) => !seen.has(key)),
    source,
  ).toEqual([])
  const ofOrders = /^orders:grZ[0-9a-z]{8}Z[bst]\d\d$/
  expect([...seen].filter((key) => !ofOrders.test(key) && !keysOfGrid.includes(key))).toEqual([])
  expect(Object.keys(audit.families).toSorted()).toEqual(
    expect.arrayContaining([
      'botFence',
      'botHeartbeat',
      'botLease',
      'botMemory',
      'botStatus',
      'gridOrders',
      'order',
      'orderPlaced',
      'orderPlacedIndex',
      'userOrders',
    ]),
  )
})
