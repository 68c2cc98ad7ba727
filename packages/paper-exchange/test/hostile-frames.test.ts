import { once } from 'node:events'
import { fc } from '@fast-check/vitest'
import { systemClock, userId } from '@tradingboost/domain'
import { suiteTerms } from '@tradingboost/exchange/testing'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { connectPaperExchange } from '../src/client/client.ts'
import { fetchPaperStatus } from '../src/client/fetch-audit.ts'
import { createPaperExchange } from '../src/create-paper-exchange.ts'
import { startPaperExchangeServer } from '../src/server/server.ts'
import { frameCount, hostileClientFrame, hostileServerFrame } from './hostile-frame.ts'

const batch = 500
const timeoutMs = 30_000 + frameCount * 20

/** Frames in batches, the same for a seed. */
function* batches(frames: fc.Arbitrary<string>): Generator<readonly string[]> {
  const seed = Number(process.env['HOSTILE_SEED'] ?? 1)
  for (let sent = 0; sent < frameCount; sent += batch) yield fc.sample(frames, { seed: seed + sent, numRuns: batch })
}

test(
  'an exchange stays up under hostile frames of clients',
  async () => {
    const paper = createPaperExchange({ instruments: [suiteTerms.instrument], ...suiteTerms })
    const server = await startPaperExchangeServer({ paper, port: 0, clock: systemClock })
    onTestFinished(() => server.close())
    let refused = 0
    for (const frames of batches(hostileClientFrame)) {
      let socket: WebSocket | undefined
      for (const frame of frames) {
        if (socket?.readyState !== WebSocket.OPEN) {
          socket = new WebSocket(`${server.url}/accounts/1001`)
          socket.on('error', () => undefined)
          socket.on('close', (code) => (refused += code === 1008 ? 1 : 0))
          await once(socket, 'open')
        }
        socket.send(frame)
        // Lets a refusal arrive, so that the next frame goes over a new connection.
        await new Promise(setImmediate)
      }
      socket?.terminate()
    }
    expect(refused).toBeGreaterThan(frameCount / 100)
    expect(await fetchPaperStatus(server.url)).toMatchObject({ candle: 0 })
    const client = await connectPaperExchange({ url: server.url, userId: userId('1001'), clock: systemClock })
    expect((await client.balance()).toString()).toBe('10000')
    await client.close()
  },
  timeoutMs,
)

test(
  'a bot stays up under hostile frames of its exchange, and trades on once the frames are right',
  async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the server has a port')
    const all = batches(hostileServerFrame)
    let frames: readonly string[] = []
    let closed = 0
    let isOver = false
    server.on('connection', (socket) => {
      socket.on('error', () => undefined)
      socket.on('close', () => (closed += 1))
      const speak = async () => {
        while (socket.readyState === WebSocket.OPEN) {
          if (frames.length === 0) {
            const next = all.next()
            isOver = next.done === true
            if (next.done === true) return
            frames = next.value
          }
          socket.send(frames[0] ?? '')
          frames = frames.slice(1)
          await new Promise(setImmediate)
        }
      }
      socket.on('message', (data) => {
        const { id, body } = JSON.parse((data as Buffer).toString()) as { id: number; body?: { call: string } }
        const result = body?.call === 'balance' ? '7' : {}
        if (body !== undefined) socket.send(JSON.stringify({ kind: 'reply', id, result }))
      })
      void speak()
    })
    const client = await connectPaperExchange({
      url: `ws://127.0.0.1:${String(address.port)}`,
      userId: userId('1001'),
      clock: systemClock,
      reconnectDelayMs: 1,
    })
    onTestFinished(() => client.close())
    const { symbol } = suiteTerms.instrument
    await client.subscribe({ symbol, timeframe: '5m', subscriber: 'bot' }, async () => undefined).catch(() => undefined)
    await expect.poll(() => isOver, { timeout: timeoutMs, interval: 100 }).toBe(true)
    const balance = () => client.balance().then(String, () => 'none')
    await expect.poll(balance, { timeout: 20_000 }).toBe('7')
    expect(closed).toBeGreaterThan(0)
  },
  timeoutMs * 2,
)
