import { clientOrderId, decimal, epochMs, price, quantity, userId, type Candle } from '@tradingboost/domain'
import type { ExchangeEvent } from '@tradingboost/exchange'
import { requestOf, suiteTerms } from '@tradingboost/exchange/testing'
import { expect, test } from 'vitest'
import { fillModel } from '../../test/cases/paper-terms.ts'
import { createPaperExchange } from '../create-paper-exchange.ts'
import type { PaperExchangeOptions } from '../paper-exchange.ts'

const trader = userId('1001')
const { symbol } = suiteTerms.instrument
const hourMs = 3_600_000

const candle = (index: number, at: number): Candle => ({
  openAt: epochMs(7 * hourMs + index * 300_000),
  open: price(at),
  high: price(at),
  low: price(at),
  close: price(at),
  volume: quantity(100_000),
})

async function hold(options: Partial<PaperExchangeOptions>) {
  const paper = createPaperExchange({ instruments: [suiteTerms.instrument], ...suiteTerms, fillModel, ...options })
  const exchange = paper.account(trader)
  const events: ExchangeEvent[] = []
  await exchange.subscribe({ symbol, timeframe: '5m', subscriber: 'bot' }, async (event) => void events.push(event))
  await paper.advance(candle(0, 100))
  await exchange.submit(requestOf({ id: 'long', type: 'market', quantity: 10 }))
  await exchange.submit(requestOf({ id: 'short', side: 'sell', positionSide: 'short', type: 'market', quantity: 4 }))
  for (let index = 1; index <= 13; index += 1) await paper.advance(candle(index, 100))
  return { paper, exchange, events }
}

test('longs pay a positive funding rate to shorts, as an event of its own and apart in the book', async () => {
  const funding = { kind: 'constant', rate: decimal('0.001'), everyMs: 8 * hourMs } as const
  const { paper, events } = await hold({ funding })
  const paid = events.flatMap((event) =>
    event.kind === 'funding'
      ? [`${event.positionSide} ${event.amount.toString()} at ${String(event.at / hourMs)}`]
      : [],
  )
  expect(paid).toEqual(['long -1 at 8', 'short 0.4 at 8'])
  const book = paper.book(trader)
  expect(book.funding.toString()).toBe('-0.6')
  const without = (await hold({})).paper.book(trader)
  expect(book.balance.toString()).toBe(without.balance.minus('0.6').toString())
  expect(book.fills).toEqual(without.fills)
})

test('a recording of rates is paid at its times', async () => {
  const rates = [8, 16].map((hour) => ({ at: epochMs(hour * hourMs), rate: decimal('-0.002') }))
  const { paper } = await hold({ funding: { kind: 'recorded', rates } })
  expect(paper.book(trader).funding.toString()).toBe('1.2')
})

test('the strict switch never frees a client order id', async () => {
  const { exchange } = await hold({ clientOrderIds: 'unique-for-ever' })
  const again = await exchange.submit(requestOf({ id: 'long', price: 95 }))
  expect(again).toMatchObject({ kind: 'rejected', reason: 'duplicate-client-order-id' })
  expect(await exchange.order(clientOrderId('long'))).toMatchObject({ status: 'filled' })
})

test('what a liquidation costs beyond the account’s money is booked as shortfall', async () => {
  const paper = createPaperExchange({ instruments: [suiteTerms.instrument], ...suiteTerms, fillModel })
  await paper.advance(candle(0, 100))
  await paper.account(trader).submit(requestOf({ id: 'long', type: 'market', quantity: 900 }))
  await paper.advance(candle(1, 100))
  await paper.advance(candle(2, 70))
  const book = paper.book(trader)
  const lost = book.fills.reduce((sum, fill) => sum.plus(fill.fee), decimal(0)).plus(decimal('30.1').mul(900))
  expect(book.balance.toString()).toBe('0')
  expect(book.shortfall.toString()).toBe(lost.minus(10_000).toString())
})
