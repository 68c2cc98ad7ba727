import { hostOnPaper, openTestMarket, startBotRedis } from '@tradingboost/bot-host/testing'
import { auditRedis } from '@tradingboost/redis-audit'
import { position } from '@tradingboost/redis-keys'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readConfig } from '../../src/config.ts'
import { hyperRsiBot } from '../../src/hyper-rsi-bot.ts'

/** What HYPERRSI writes, spelled out: a literal that changes in the catalogue must fail here. */
const keysOfHyperRsi = [
  'bot:hyperrsi-1001-XRP-USDT-SWAP:fence',
  'bot:hyperrsi-1001-XRP-USDT-SWAP:heartbeat',
  'bot:hyperrsi-1001-XRP-USDT-SWAP:lease',
  'bot:hyperrsi-1001-XRP-USDT-SWAP:memory',
  'migrate-instances:0001-position-cache',
  'migrate-instances:0002-order-placed-prefix',
  'migrate-instances:0003-grid-positions',
  'migrate-instances:0004-order-tracking-types',
  'orders:hrZ00000001Zentry',
  'orders:open:okx:XRP-USDT-SWAP',
  'orders:user:1001:okx',
  'positions:1001:okx:XRP-USDT-SWAP:long',
  'positions:1001:okx:XRP-USDT-SWAP:short',
  'positions:active',
  'positions:history:1001:okx',
  'positions:index:1001:okx',
  'positions:realtime:1001:okx:XRP-USDT-SWAP:long',
  'positions:realtime:1001:okx:XRP-USDT-SWAP:short',
  'price:okx:XRP-USDT-SWAP',
  'tradingboost:environment',
  'user:1001:bot:status',
  'user:1001:bot:statuses',
  'user:1001:trading:status',
]

const scanned = z.array(z.string())

test('a position of one side has a key of its own, spelled by the catalogue as it is spelled here', () => {
  const place = { userId: '1001', exchange: 'okx', symbol: 'XRP-USDT-SWAP' } as const
  expect(position.build({ ...place, side: 'long' })).toBe('positions:1001:okx:XRP-USDT-SWAP:long')
  expect(position.build({ ...place, side: 'short' })).toBe('positions:1001:okx:XRP-USDT-SWAP:short')
})

test('HYPERRSI writes these keys, each under its literal name, and the audit finds nothing in them', async () => {
  const { source, candles, openPaper } = await openTestMarket(2_000)
  await using redis = await startBotRedis()
  const client = redis.connect()
  const paper = openPaper('1001')
  // Without the trend gate it takes both sides, on any market.
  const part = hyperRsiBot(readConfig({ HYPERRSI_SETTINGS: '{"useTrendGate":false}' }))
  const host = await hostOnPaper(part, { paper, redisUrl: redis.urlAs('hyperrsi') })
  const seen = new Set<string>()
  const look = async (): Promise<void> => {
    for await (const page of client.scanStream({ count: 500 })) for (const key of scanned.parse(page)) seen.add(key)
  }
  for (const [index, candle] of candles.entries()) {
    await paper.advance(candle)
    if (index % 10 === 0) await look()
  }
  const audit = await auditRedis(redis.urlAs('audit'))
  await look()
  await host.close()

  expect(audit.findings, source).toEqual([])
  expect(await redis.refusals('hyperrsi')).toEqual([])
  expect(
    keysOfHyperRsi.filter((key) => !seen.has(key)),
    source,
  ).toEqual([])
  const ofOrders = /^orders:hrZ[0-9a-z]{8}Z(entry|tp[123]|sl)$/
  expect([...seen].filter((key) => !ofOrders.test(key) && !keysOfHyperRsi.includes(key))).toEqual([])
  expect(Object.keys(audit.families).toSorted()).toEqual(
    expect.arrayContaining([
      'botFence',
      'botHeartbeat',
      'botLease',
      'botMemory',
      'botStatus',
      'order',
      'tradingStatus',
      'userOrders',
    ]),
  )
})
