import { once } from 'node:events'
import { systemClock, userId } from '@tradingboost/domain'
import { startTcpProxy } from '@tradingboost/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Exchange, ExchangeEvent } from '@tradingboost/exchange'
import { requestOf, SuiteDesk, suiteTerms } from '@tradingboost/exchange/testing'
import { fillModel } from '../../test/cases/paper-terms.ts'
import { connectPaperExchange } from '../client/client.ts'
import { createPaperExchange } from '../create-paper-exchange.ts'
import { fetchAccountBook, fetchPaperStatus } from '../client/fetch-audit.ts'
import type { PaperExchange } from '../paper-exchange.ts'
import { startPaperExchangeServer, type PaperExchangeServer } from './server.ts'

const trader = userId('1001')
const { symbol } = suiteTerms.instrument
const market = { symbol, timeframe: suiteTerms.timeframe, subscriber: 'bot' } as const

const cleanups: (() => Promise<void>)[] = []
let paper: PaperExchange
let server: PaperExchangeServer
let desk: SuiteDesk

beforeEach(async () => {
  paper = createPaperExchange({ instruments: [suiteTerms.instrument], ...suiteTerms, fillModel })
  server = await startPaperExchangeServer({ paper, port: 0, clock: systemClock, candleCount: 7 })
  desk = new SuiteDesk({ connect: connect, advance: paper.advance, end: paper.end, close: async () => undefined })
})
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
  await server.close()
})

async function connect(user = trader, url = server.url): Promise<Exchange> {
  const client = await connectPaperExchange({
    url,
    userId: user,
    clock: systemClock,
    requestTimeoutMs: 150,
    reconnectDelayMs: 10,
  })
  cleanups.push(() => client.close())
  return client
}

async function startProxy() {
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: server.port })
  cleanups.push(() => proxy.stop())
  return { proxy, url: `ws://127.0.0.1:${String(proxy.port)}` }
}

/** Events as they come, with a promise for the one that matters. */
function witness(until: (event: ExchangeEvent) => boolean) {
  const events: ExchangeEvent[] = []
  const seen = Promise.withResolvers<ExchangeEvent>()
  const onEvent = async (event: ExchangeEvent) => {
    events.push(event)
    if (until(event)) seen.resolve(event)
  }
  return { events, seen: seen.promise, onEvent }
}

const kinds = (events: readonly ExchangeEvent[]) => events.map((event) => event.kind)

test('a submit whose answer gets lost is unknown, the order rests, and the subscriber is told to reconcile', async () => {
  const { proxy, url } = await startProxy()
  const client = await connect(trader, url)
  const { seen, onEvent } = witness((event) => event.kind === 'lost')
  await client.subscribe(market, onEvent)
  await desk.candle([100, 101, 99, 100])
  proxy.dropReplies()
  const request = requestOf({ id: 'b1', price: 98 })
  expect(await client.submit(request)).toMatchObject({ kind: 'unknown', clientOrderId: 'b1' })
  proxy.heal()
  await seen
  expect(await client.order(request.clientOrderId)).toMatchObject({ status: 'accepted', revision: 1 })
  expect(await client.submit(request)).toMatchObject({ kind: 'rejected', reason: 'duplicate-client-order-id' })
})

test('a cancel without an answer is unknown, and reads without a connection throw exchange-unavailable', async () => {
  const { proxy, url } = await startProxy()
  const client = await connect(trader, url)
  await desk.candle([100, 101, 99, 100])
  const request = requestOf({ id: 'b1', price: 98 })
  await client.submit(request)
  proxy.refuse()
  expect(await client.cancel(symbol, request.clientOrderId)).toMatchObject({ kind: 'unknown', clientOrderId: 'b1' })
  await expect(client.positions()).rejects.toMatchObject({ code: 'exchange-unavailable', retry: 'later' })
})

test('the market waits for a subscriber whose connection broke and names it, then delivers its candle again', async () => {
  const { proxy, url } = await startProxy()
  const dying = await connect(trader, url)
  const begun = Promise.withResolvers<void>()
  await dying.subscribe(market, () => {
    begun.resolve()
    return new Promise(() => undefined)
  })
  let moved = false
  const candle = desk.candle([100, 101, 99, 100]).then(() => {
    moved = true
  })
  await begun.promise
  proxy.refuse()
  await expect.poll(() => fetchPaperStatus(server.url)).toMatchObject({ waitingFor: ['1001/bot'], candle: 1, of: 7 })
  expect(moved).toBe(false)

  const successor = await connect()
  const { events, onEvent } = witness(() => false)
  await successor.subscribe(market, onEvent)
  await candle
  expect(events).toMatchObject([{ kind: 'candle', index: 0 }])
  expect(await fetchPaperStatus(server.url)).toMatchObject({ waitingFor: [], subscribers: [{ state: 'present' }] })
})

test('orders and fills from before a return are not replayed, later ones are', async () => {
  const { proxy, url } = await startProxy()
  const dying = await connect(trader, url)
  const begun = Promise.withResolvers<void>()
  await dying.subscribe(market, async (event) => {
    if (event.kind !== 'fill') return
    begun.resolve()
    await new Promise(() => undefined)
  })
  await desk.candle([100, 101, 99, 100])
  await dying.submit(requestOf({ id: 'b1', price: 98 }))
  await dying.submit(requestOf({ id: 'b2', price: 97 }))
  const candle = desk.candle([100, 100, 96, 99])
  await begun.promise
  proxy.refuse()
  await expect.poll(() => fetchPaperStatus(server.url)).toMatchObject({ waitingFor: ['1001/bot'] })

  const successor = await connect()
  const { events, onEvent } = witness(() => false)
  await successor.subscribe(market, onEvent)
  await candle
  expect(kinds(events)).toEqual(['candle'])
  expect(await successor.fillsAfter(undefined)).toHaveLength(2)
  await successor.submit(requestOf({ id: 'm1', type: 'market' }))
  await desk.candle([99, 100, 98, 99])
  expect(kinds(events)).toEqual(['candle', 'order', 'fill', 'candle'])
})

test('a candle that was handled while its ack got lost is not handled twice by the same process', async () => {
  const { proxy, url } = await startProxy()
  const client = await connect(trader, url)
  const { events, onEvent } = witness(() => false)
  const handled = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  await client.subscribe(market, async (event) => {
    await onEvent(event)
    if (event.kind !== 'candle') return
    begun.resolve()
    await handled.promise
  })
  const candle = desk.candle([100, 101, 99, 100])
  await begun.promise
  proxy.reset()
  await expect.poll(() => fetchPaperStatus(server.url)).toMatchObject({ subscribers: [{ state: 'present' }] })
  handled.resolve()
  await candle
  await desk.candle([100, 101, 99, 100])
  expect(kinds(events)).toEqual(['candle', 'lost', 'candle'])
})

test('a client gives up a connection over which an answer stays away', async () => {
  const { proxy, url } = await startProxy()
  const client = await connect(trader, url)
  await client.subscribe(market, async () => undefined)
  proxy.dropReplies()
  await expect(client.balance()).rejects.toMatchObject({ code: 'exchange-unavailable' })
  await expect.poll(() => fetchPaperStatus(server.url)).toMatchObject({ waitingFor: ['1001/bot'] })
})

test('a subscriber that dies over the end of the data gets the end once when it returns, and again when it starts anew', async () => {
  const { proxy, url } = await startProxy()
  const dying = await connect(trader, url)
  const begun = Promise.withResolvers<void>()
  await dying.subscribe(market, () => {
    begun.resolve()
    return new Promise(() => undefined)
  })
  const end = desk.market.end()
  await begun.promise
  proxy.refuse()
  await expect.poll(() => fetchPaperStatus(server.url)).toMatchObject({ waitingFor: ['1001/bot'], ended: true })

  const successor = await connect()
  const { events, onEvent } = witness(() => false)
  await successor.subscribe(market, onEvent)
  await end
  await successor.balance()
  expect(kinds(events)).toEqual(['end'])
  const { seen, onEvent: onSecond } = witness((event) => event.kind === 'end')
  await (await connect()).subscribe(market, onSecond)
  expect(await seen).toEqual({ kind: 'end' })
})

test('a newer connection takes over a name, and the older process learns that it is out for good', async () => {
  const older = await connect()
  const { seen, onEvent } = witness((event) => event.kind === 'lost')
  await older.subscribe(market, onEvent)
  const newer = await connect()
  const { events, onEvent: onNewer } = witness(() => false)
  await newer.subscribe(market, onNewer)
  expect(await seen).toMatchObject({ kind: 'lost', cause: { code: 'conflict', retry: 'never' } })
  await expect(older.balance()).rejects.toMatchObject({ code: 'exchange-unavailable' })
  await desk.candle([100, 101, 99, 100])
  expect(kinds(events)).toEqual(['candle'])
})

test('a subscriber whose connection broke is not there: the market does not open for it before it returns', async () => {
  const { proxy, url } = await startProxy()
  await (await connect(trader, url)).subscribe(market, async () => undefined)
  proxy.refuse()
  await expect.poll(() => fetchPaperStatus(server.url)).toMatchObject({ waitingFor: ['1001/bot'] })
  let isOpen = false
  const opened = paper.whenSubscribed(['bot']).then(() => (isOpen = true))
  await fetchPaperStatus(server.url)
  expect(isOpen).toBe(false)
  await (await connect()).subscribe(market, async () => undefined)
  await opened
})

test('a subscription closes though the exchange is away or does not answer', async () => {
  const { proxy, url } = await startProxy()
  const client = await connect(trader, url)
  const subscription = await client.subscribe(market, async () => undefined)
  const second = await client.subscribe({ ...market, subscriber: 'second' }, async () => undefined)
  proxy.dropReplies()
  await subscription.close()
  proxy.refuse()
  await second.close()
})

test('a client that closes is not waited for', async () => {
  const client = await connect()
  await client.subscribe(market, async () => undefined)
  await desk.candle([100, 101, 99, 100])
  await client.close()
  await expect.poll(() => fetchPaperStatus(server.url)).toMatchObject({ subscribers: [], waitingFor: [] })
  await desk.candle([100, 101, 99, 100])
})

test('the book of an account comes back over HTTP with every digit', async () => {
  const client = await connect()
  await desk.candle([100, 101, 99, 100])
  await client.submit(requestOf({ id: 'm1', type: 'market', quantity: 7 }))
  await desk.candle([100, 101, 99, 100])
  await client.submit(requestOf({ id: 'b1', price: 98, quantity: 0 }))
  await client.submit(requestOf({ id: 'b2', price: 97 }))
  await client.submit(requestOf({ id: 'b2', price: 96 }))
  expect(await fetchAccountBook(server.url, trader)).toEqual(paper.book(trader))
  expect(paper.book(trader).orders.map((order) => order.status)).toEqual(['accepted', 'filled', 'rejected', 'accepted'])
  expect(paper.book(trader).duplicates).toEqual([requestOf({ id: 'b2', price: 96 })])
})

test('unknown accounts and web pages are refused', async () => {
  await expect(connect(userId('9999'))).rejects.toMatchObject({ code: 'exchange-refused' })
  const page = new WebSocket(`${server.url}/accounts/1001`, { origin: 'https://example.org' })
  const [error] = await once(page, 'error')
  expect(String(error)).toContain('403')
  const http = server.url.replace('ws:', 'http:')
  const browsing = { headers: { origin: 'https://example.org' } }
  expect((await fetch(`${http}/book/1001`, browsing)).status).toBe(403)
  expect((await fetch(`${http}/book/9999`)).status).toBe(404)
  expect((await fetch(`${http}/status`, { method: 'POST' })).status).toBe(404)
  await expect(fetchAccountBook(server.url, userId('9999'))).rejects.toMatchObject({ code: 'exchange-unavailable' })
})

test('a frame that is not of the protocol ends the connection', async () => {
  for (const frame of ['not json', '{"kind":"request"}', '{"kind":"request","id":1,"body":{"call":"withdraw"}}']) {
    const socket = new WebSocket(`${server.url}/accounts/1001`)
    await once(socket, 'open')
    socket.send(frame)
    const [code] = await once(socket, 'close')
    expect(code).toBe(1008)
  }
})

test('a used port is refused in one sentence that names it', async () => {
  await expect(startPaperExchangeServer({ paper, port: server.port, clock: systemClock })).rejects.toMatchObject({
    code: 'invalid-config',
    message: `port ${String(server.port)} on 127.0.0.1 is in use: stop the program that listens there, or set PAPER_PORT to another port`,
  })
})

test('nobody at the address throws exchange-unavailable', async () => {
  const { url } = server
  await server.close()
  await expect(connect(trader, url)).rejects.toMatchObject({ code: 'exchange-unavailable' })
  await expect(fetchPaperStatus(url)).rejects.toMatchObject({ code: 'exchange-unavailable' })
  server = await startPaperExchangeServer({ paper, port: 0, clock: systemClock })
})
