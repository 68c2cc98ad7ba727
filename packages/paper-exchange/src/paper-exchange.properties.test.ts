import { fc, test } from '@fast-check/vitest'
import {
  clientOrderId,
  type Decimal,
  decimal,
  epochMs,
  openingSide,
  price,
  quantity,
  userId,
  zero,
  type Candle,
  type OrderRequest,
} from '@tradingboost/domain'
import { expect } from 'vitest'
import type { ExchangeEvent } from '@tradingboost/exchange'
import { suiteTerms } from '@tradingboost/exchange/testing'
import { fillModel } from '../test/cases/paper-terms.ts'
import { createPaperExchange } from './create-paper-exchange.ts'

const user = userId('1001')
const { instrument } = suiteTerms
const { symbol } = instrument

const ticks = (count: number) => instrument.tickSize.mul(count)

/** Prices from 90.0 to 110.0, often far apart and often equal. */
const candle = fc
  .record({
    prices: fc.array(fc.integer({ min: 900, max: 1_100 }), { minLength: 4, maxLength: 4 }),
    volume: fc.nat(4_000),
  })
  .map(({ prices, volume }) => {
    const [open = 1_000, close = 1_000] = prices
    return { open, close, high: Math.max(...prices), low: Math.min(...prices), volume }
  })

const order = fc.record({
  side: fc.constantFrom('buy', 'sell'),
  positionSide: fc.constantFrom('long', 'short'),
  type: fc.constantFrom('limit', 'market', 'stop-market'),
  quantity: fc.integer({ min: 1, max: 120 }),
  at: fc.integer({ min: 880, max: 1_120 }),
  postOnly: fc.boolean(),
  cancels: fc.boolean(),
  flagged: fc.boolean(),
})

const session = fc.array(fc.record({ candle, orders: fc.array(order, { maxLength: 5 }) }), {
  minLength: 1,
  maxLength: 12,
})
type Session = typeof session extends fc.Arbitrary<infer T> ? T : never

const candleOf = (drawn: Session[number]['candle'], index: number): Candle => ({
  openAt: epochMs(index * 300_000),
  open: price(ticks(drawn.open)),
  high: price(ticks(drawn.high)),
  low: price(ticks(drawn.low)),
  close: price(ticks(drawn.close)),
  volume: quantity(drawn.volume),
})

const requestOf = (drawn: Session[number]['orders'][number], id: string): OrderRequest => ({
  clientOrderId: clientOrderId(id),
  symbol,
  side: drawn.side,
  positionSide: drawn.positionSide,
  type: drawn.type,
  quantity: quantity(drawn.quantity),
  ...(drawn.type === 'limit' ? { price: price(ticks(drawn.at)) } : {}),
  ...(drawn.type === 'stop-market' ? { triggerPrice: price(ticks(drawn.at)) } : {}),
  reduceOnly: drawn.flagged && drawn.side !== openingSide(drawn.positionSide),
  postOnly: drawn.type === 'limit' && drawn.postOnly,
})

/** Trades a session: orders are sent, and some canceled, while their candle is handled. */
async function trade(steps: Session) {
  const paper = createPaperExchange({ instruments: [instrument], ...suiteTerms, fillModel })
  const exchange = paper.account(user)
  const events: ExchangeEvent[] = []
  const candles = steps.map((step, index) => candleOf(step.candle, index))
  await exchange.subscribe({ symbol, timeframe: '5m', subscriber: 'bot' }, async (event) => {
    events.push(event)
    if (event.kind !== 'candle') return
    for (const [position, drawn] of (steps[event.index]?.orders ?? []).entries()) {
      const [oldest] = await exchange.openOrders(symbol)
      if (drawn.cancels && oldest !== undefined) await exchange.cancel(symbol, oldest.clientOrderId)
      else await exchange.submit(requestOf(drawn, `o${String(event.index)}-${String(position)}`))
    }
  })
  await paper.play(candles)
  return { events, candles, book: paper.book(user), resting: await exchange.openOrders(symbol) }
}

const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce((total, amount) => total.plus(amount), zero)

/** Average prices are cut at 40 digits, so sums over them agree to about 30. */
const agree = (left: Decimal, right: Decimal) => expect(left.minus(right).abs().lt('1e-25')).toBe(true)

test.prop([session])('cash is conserved: the balance is the start plus realized PnL less fees', async (steps) => {
  const { book, events } = await trade(steps)
  const fees = sum(book.fills.map((fill) => fill.fee))
  const cashFlow = book.fills.map((fill) => fill.price.mul(fill.quantity).mul(fill.side === 'buy' ? -1 : 1))
  const held = book.positions.map(({ side, quantity: open, averagePrice }) =>
    open.mul(averagePrice).mul(side === 'long' ? 1 : -1),
  )
  agree(book.balance, decimal(10_000).plus(sum(cashFlow)).plus(sum(held)).minus(fees).plus(book.shortfall))
  expect(book.balance.gte(0)).toBe(true)
  expect(events.at(-1)).toEqual({ kind: 'end' })
})

test.prop([session])('a position is the sum of its fills and never negative', async (steps) => {
  const { book } = await trade(steps)
  for (const position of book.positions) {
    const moves = book.fills
      .filter((fill) => fill.positionSide === position.side)
      .map((fill) => (fill.side === openingSide(fill.positionSide) ? fill.quantity : fill.quantity.neg()))
    expect(position.quantity.toString()).toBe(sum(moves).toString())
    expect(position.quantity.gte(0)).toBe(true)
  }
})

test.prop([session])(
  'a maker trades at its own price, a limit order never at a worse one, and any other within a tick of its candle',
  async (steps) => {
    const { book, candles } = await trade(steps)
    const limits = new Map(book.orders.map((revision) => [revision.clientOrderId, revision.price]))
    for (const fill of book.fills) {
      const during = candles[fill.filledAt / 300_000 - 1]
      const limit = limits.get(fill.clientOrderId)
      if (fill.liquidity === 'maker') expect(fill.price.toString()).toBe(limit?.toString())
      else
        expect(during && fill.price.gte(during.low.minus(ticks(1))) && fill.price.lte(during.high.plus(ticks(1)))).toBe(
          true,
        )
      if (limit !== undefined) expect(fill.side === 'buy' ? fill.price.lte(limit) : fill.price.gte(limit)).toBe(true)
    }
  },
)

test.prop([session])(
  'the fills of a candle never exceed the share of its volume, liquidations aside',
  async (steps) => {
    const { book, candles } = await trade(steps)
    for (const during of candles) {
      const traded = book.fills.filter(
        (fill) => fill.filledAt === during.openAt + 300_000 && !fill.clientOrderId.startsWith('liquidation-'),
      )
      expect(sum(traded.map((fill) => fill.quantity)).lte(during.volume.mul(fillModel.participation))).toBe(true)
    }
  },
)

test.prop([session])(
  'an order fills at most what was ordered, its revisions count up, and an ended order stays ended',
  async (steps) => {
    const { book, resting } = await trade(steps)
    const last = new Map<string, number>()
    const ended = new Set<string>()
    for (const revision of book.orders) {
      expect(revision.filledQuantity.lte(revision.quantity)).toBe(true)
      expect(revision.revision).toBe((last.get(revision.clientOrderId) ?? 0) + 1)
      expect(ended.has(revision.clientOrderId)).toBe(false)
      last.set(revision.clientOrderId, revision.revision)
      if (['filled', 'canceled', 'rejected'].includes(revision.status)) ended.add(revision.clientOrderId)
    }
    expect(resting.map(({ clientOrderId: id }) => id).toSorted()).toEqual(
      [...last.keys()].filter((id) => !ended.has(id)).toSorted(),
    )
  },
)

test.prop([session], { numRuns: 30 })('the same input gives the same events to the byte', async (steps) => {
  const [first, second] = [await trade(steps), await trade(steps)]
  expect(JSON.stringify(first.events)).toBe(JSON.stringify(second.events))
  expect(JSON.stringify(first.book)).toBe(JSON.stringify(second.book))
})
