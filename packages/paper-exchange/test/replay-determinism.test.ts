import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  clientOrderId,
  decimal,
  openingSide,
  price,
  quantity,
  systemClock,
  userId,
  type Candle,
} from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { type Exchange, type ExchangeEvent, generateCandles, readCandles } from '@tradingboost/exchange'
import { connectPaperExchange } from '../src/client/client.ts'
import { createPaperExchange } from '../src/create-paper-exchange.ts'
import { instrumentFor } from '../src/instruments/instrument-for.ts'
import type { PaperExchange } from '../src/paper-exchange.ts'
import { startPaperExchangeServer } from '../src/server/server.ts'

const recording = fileURLToPath(new URL('../../../../shared/data/candles/XRP-USDT-SWAP-5m.csv', import.meta.url))
const source = existsSync(recording) ? 'recorded' : 'generated'
const instrument = instrumentFor('XRP-USDT-SWAP')
const { symbol, contractSize } = instrument
const user = userId('1001')

async function readMarket(): Promise<readonly Candle[]> {
  if (source === 'generated') return [...generateCandles({ seed: 1, count: 600, instrument })]
  const candles: Candle[] = []
  for await (const candle of readCandles(recording, { contractSize })) candles.push(candle)
  return candles.slice(0, 600)
}

/** Buys and sells around each close and takes half a percent: enough orders to show any disorder. */
function tradeAround(exchange: Exchange, name: string) {
  let sent = 0
  const place = (side: 'buy' | 'sell', positionSide: 'long' | 'short', at: ReturnType<typeof decimal>) => {
    sent += 1
    return exchange.submit({
      clientOrderId: clientOrderId(`${name}-${String(sent)}`),
      symbol,
      side,
      positionSide,
      type: 'limit',
      quantity: quantity(1),
      price: price(at.toNearest(instrument.tickSize)),
      reduceOnly: side !== openingSide(positionSide),
      postOnly: true,
    })
  }
  return async (event: ExchangeEvent) => {
    if (event.kind === 'candle' && event.index % 3 === 0) {
      await place('buy', 'long', event.candle.close.mul('0.998'))
      await place('sell', 'short', event.candle.close.mul('1.002'))
    } else if (event.kind === 'fill' && event.fill.side === openingSide(event.fill.positionSide)) {
      const isLong = event.fill.positionSide === 'long'
      await place(isLong ? 'sell' : 'buy', event.fill.positionSide, event.fill.price.mul(isLong ? '1.005' : '0.995'))
    }
  }
}

/** Two bots share the account: whoever comes first must not depend on the machine. */
async function replay(connect: (paper: PaperExchange) => Promise<readonly Exchange[]>) {
  const paper = createPaperExchange({ instruments: [instrument], accounts: { [user]: { balance: decimal(10_000) } } })
  for (const [index, exchange] of (await connect(paper)).entries()) {
    const name = `bot${String(index)}`
    await exchange.subscribe({ symbol, timeframe: '5m', subscriber: name }, tradeAround(exchange, name))
  }
  await paper.play(await readMarket())
  return paper.book(user)
}

test(`two bots on one account give the same bytes in process and over WebSocket (${source} candles)`, async () => {
  const inProcess = await replay(async (paper) => [paper.account(user), paper.account(user)])
  const closers: (() => Promise<void>)[] = []
  const overWire = await replay(async (paper) => {
    const server = await startPaperExchangeServer({ paper, port: 0, clock: systemClock })
    const connect = () => connectPaperExchange({ url: server.url, userId: user, clock: systemClock })
    const clients = [await connect(), await connect()]
    closers.push(...clients.map((client) => () => client.close()), server.close)
    return clients
  })
  for (const close of closers) await close()
  expect(inProcess.fills.length).toBeGreaterThan(50)
  expect(JSON.stringify(overWire)).toBe(JSON.stringify(inProcess))
})
