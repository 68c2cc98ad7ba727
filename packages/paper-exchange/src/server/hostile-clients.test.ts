import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { systemClock, userId } from '@tradingboost/domain'
import { requestOf, suiteTerms } from '@tradingboost/exchange/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { connectPaperExchange } from '../client/client.ts'
import { fetchAccountBook, fetchPaperStatus } from '../client/fetch-audit.ts'
import { createPaperExchange } from '../create-paper-exchange.ts'
import type { PaperExchange } from '../paper-exchange.ts'
import { startPaperExchangeServer, type PaperExchangeServer } from './server.ts'

const trader = userId('1001')
const accountKey = 'the key of account 1001'
let paper: PaperExchange
let server: PaperExchangeServer

beforeEach(async () => {
  paper = createPaperExchange({ instruments: [suiteTerms.instrument], ...suiteTerms })
  server = await startPaperExchangeServer({ paper, port: 0, clock: systemClock, accountKeys: { [trader]: accountKey } })
})
afterEach(() => server.close())

/** Sends bytes as they are and gives the beginning of the answer. */
async function sendRaw(text: string): Promise<string> {
  const socket = connectTcp(server.port, '127.0.0.1')
  let answer = ''
  socket.on('data', (data: Buffer) => (answer += data.toString()))
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(text)
  await Promise.race([once(socket, 'close'), once(socket, 'data')])
  socket.destroy()
  return answer
}

const http = (path: string) => `${server.url.replace('ws:', 'http:')}${path}`
const isUp = async () => expect(await fetchPaperStatus(server.url)).toMatchObject({ candle: 0 })

test.each(['//', '///', '/%', '/accounts/%E0%A4%A', '/book/%', '/accounts/', '/book/__proto__', '*'])(
  'the path %s is answered with a problem',
  async (path) => {
    const answer = await sendRaw(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1.1 4\d\d /)
    await isUp()
  },
)

test('a reset after a refused upgrade leaves the server up', async () => {
  for (const path of ['/accounts/9999', '/nothing', '//', '/status']) {
    const socket = connectTcp(server.port, '127.0.0.1')
    await once(socket, 'connect')
    const upgrade =
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://example.org\r\n${upgrade}\r\n\r\n`)
    socket.on('error', () => undefined)
    socket.resetAndDestroy()
    await once(socket, 'close')
    await isUp()
  }
})

test('an image of a foreign page is refused, a link to a page of this server is served', async () => {
  const statusFor = (mode: string) =>
    sendRaw(
      `GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: ${mode}\r\nConnection: close\r\n\r\n`,
    )
  expect(await statusFor('no-cors')).toContain('HTTP/1.1 403')
  expect(await statusFor('navigate')).toContain('HTTP/1.1 200')
})

test('a refusal is a problem by RFC 9457, and the API is documented', async () => {
  const refused = await fetch(http('/nothing'))
  expect(refused.headers.get('content-type')).toContain('application/problem+json')
  expect(await refused.json()).toMatchObject({ status: 404, instance: '/nothing' })
  const documented = await (await fetch(http('/docs/json'))).text()
  for (const path of ['/status', '/book/{userId}', '/metrics']) expect(documented).toContain(`"${path}"`)
  expect((await fetch(http('/ready'))).status).toBe(200)
})

test('an account with a key opens only to who has it', async () => {
  const connect = (key?: string) =>
    connectPaperExchange({
      url: server.url,
      userId: trader,
      clock: systemClock,
      ...(key === undefined ? {} : { accountKey: key }),
    })
  await expect(connect()).rejects.toMatchObject({ code: 'exchange-refused' })
  await expect(connect('another key of that kind')).rejects.toMatchObject({ code: 'exchange-refused' })
  const client = await connect(accountKey)
  expect((await client.balance()).toString()).toBe('10000')
  await client.close()
  expect((await fetch(http('/book/1001'))).status).toBe(401)
  const book = await fetchAccountBook(server.url, trader, { accountKey, clock: systemClock })
  expect(book.balance.toString()).toBe('10000')
  expect((await fetch(http('/book/1002'))).status).toBe(200)
})

test('a signature ages: one of another time is refused', async () => {
  const earlier = {
    ...systemClock,
    now: () => Math.floor(systemClock.now() - 31_000) as ReturnType<typeof systemClock.now>,
  }
  await expect(fetchAccountBook(server.url, trader, { accountKey, clock: earlier })).rejects.toMatchObject({
    code: 'exchange-unavailable',
  })
})

test.each([
  ['a negative quantity', { ...requestOf({ id: 'a' }), quantity: '-1' }],
  ['a quantity of 61 digits', { ...requestOf({ id: 'a' }), quantity: '9'.repeat(61) }],
  ['an empty id', { ...requestOf({ id: 'a' }), clientOrderId: '' }],
])('an order with %s closes its connection and nothing else', async (_, request) => {
  const socket = new WebSocket(`${server.url}/accounts/1002`)
  await once(socket, 'open')
  socket.send(JSON.stringify({ kind: 'request', id: 1, body: { call: 'submit', request } }))
  const [code] = await once(socket, 'close')
  expect(code).toBe(1008)
  await isUp()
  expect(await (await fetch(http('/metrics'))).text()).toMatch(/paper_refused_frames_total\{[^}]*\} 1/)
})

test('a frame beyond the limit closes its connection and nothing else', async () => {
  const socket = new WebSocket(`${server.url}/accounts/1002`)
  await once(socket, 'open')
  socket.send('x'.repeat(300_000))
  const [code] = await once(socket, 'close')
  expect(code).toBe(1009)
  await isUp()
})
