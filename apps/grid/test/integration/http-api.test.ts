import {
  type BotRedis,
  type HostedOnPaper,
  hostOnPaper,
  openTestMarket,
  startBotRedis,
} from '@tradingboost/bot-host/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'

const someOrders = z.object({ orders: z.array(z.object({ leg: z.string() })) })
const somePositions = z.object({
  positions: z.array(z.object({ side: z.enum(['long', 'short']), quantity: z.string(), averagePrice: z.string() })),
})

let redis: BotRedis
let host: HostedOnPaper<unknown>

beforeAll(async () => {
  redis = await startBotRedis()
  const { candles, openPaper } = await openTestMarket(200)
  const paper = openPaper('1002')
  host = await hostOnPaper(gridBot(readConfig({})), { paper, redisUrl: redis.urlAs('grid') })
  for (const candle of candles) await paper.advance(candle)
})

afterAll(async () => {
  await host.close()
  await redis.stop()
})

async function ask(method: 'GET' | 'POST', url: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await host.server.inject({ method, url, headers: { host: '127.0.0.1' } })
  const body: unknown = answer.json()
  return { status: answer.statusCode, body }
}

test('lists the bot of the process', async () => {
  expect(await ask('GET', '/bots')).toMatchObject({
    status: 200,
    body: { bots: [{ botId: 'grid-1002-XRP-USDT-SWAP', strategy: 'grid', status: 'running' }] },
  })
})

test('a stopped bot cancels its entries and keeps its take-profits; started again it enters anew with the next candle', async () => {
  const legs = async (): Promise<readonly string[]> => {
    const { orders } = someOrders.parse((await ask('GET', '/orders')).body)
    return orders.map(({ leg }) => leg.slice(0, 1))
  }
  const before = await legs()
  expect(before).toContain('t')
  expect(before.filter((leg) => leg !== 't')).not.toEqual([])
  expect((await ask('POST', '/bots/grid-1002-XRP-USDT-SWAP/stop')).body).toMatchObject({ status: 'stopped' })
  expect(new Set(await legs())).toEqual(new Set(['t']))
  expect((await ask('POST', '/bots/grid-1002-XRP-USDT-SWAP/start')).body).toMatchObject({ status: 'running' })
})

test('answers for a bot that is not here with a problem of RFC 9457', async () => {
  const answer = await host.server.inject({ method: 'POST', url: '/bots/other/stop', headers: { host: '127.0.0.1' } })
  expect(answer.statusCode).toBe(404)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json()).toMatchObject({ code: 'not-found', detail: expect.stringContaining('no bot other here') })
})

test('shows positions and orders from Redis with every digit', async () => {
  const { positions } = somePositions.parse((await ask('GET', '/positions')).body)
  expect(positions.length).toBeGreaterThan(0)
  for (const { side, quantity, averagePrice } of positions) {
    const held = host.engine.state.book[side]
    expect([quantity, averagePrice]).toEqual([held?.quantity.toFixed(), held?.averagePrice.toFixed()])
  }
  const all = someOrders.parse((await ask('GET', '/orders?status=all')).body)
  const open = someOrders.parse((await ask('GET', '/orders')).body)
  expect(all.orders.length).toBeGreaterThan(open.orders.length)
})

test('refuses an order status that does not exist, naming the field', async () => {
  expect(await ask('GET', '/orders?status=some')).toMatchObject({
    status: 400,
    body: { errors: [{ path: expect.stringContaining('status') }] },
  })
})

test('sums up what the bot did, is ready, and shows it to Prometheus', async () => {
  const { body } = await ask('GET', '/stats')
  expect(body).toMatchObject({ candles: 200, ended: false, equity: { length: 200 } })
  expect((await ask('GET', '/ready')).status).toBe(200)
  const metrics = await host.server.inject({ method: 'GET', url: '/metrics', headers: { host: '127.0.0.1' } })
  expect(metrics.body).toMatch(/bot_done\{what="candles",app="grid"\} 200/)
})
