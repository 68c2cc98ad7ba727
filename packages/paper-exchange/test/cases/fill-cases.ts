import { clientOrderId, price, quantity } from '@tradingboost/domain'
import { expect } from 'vitest'
import { suiteTerms, type SuiteCase } from '@tradingboost/exchange/testing'

const { symbol } = suiteTerms.instrument

export const fillCases: readonly SuiteCase[] = [
  {
    id: 'TC-43',
    rule: 'amends what is left of a partly filled order, and not to less than is filled',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 98, quantity: 150 })
      await desk.candle([100, 100, 97, 99])
      const { exchange } = trader
      const tooLittle = await exchange.amend(symbol, clientOrderId('b1'), { quantity: quantity(100) })
      expect(tooLittle).toMatchObject({ kind: 'rejected', reason: 'invalid-order' })
      const amended = await exchange.amend(symbol, clientOrderId('b1'), { quantity: quantity(120), price: price(97) })
      expect(amended).toMatchObject({ kind: 'amended', order: { status: 'partially-filled' } })
      await desk.candle([98, 98, 96, 97])
      expect(trader.fills()).toEqual(['buy 100@98 maker', 'buy 20@97 maker'])
      expect(await trader.resting()).toEqual([])
    },
  },
  {
    id: 'TC-44',
    rule: 'takes at once when a price is amended beyond the market, and refuses that to a post-only order',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 95 })
      await trader.place({ id: 'p1', price: 95, postOnly: true })
      const refused = await trader.exchange.amend(symbol, clientOrderId('p1'), { price: price(100) })
      expect(refused).toMatchObject({ kind: 'rejected', reason: 'would-take' })
      await trader.exchange.amend(symbol, clientOrderId('b1'), { price: price(101) })
      await desk.candle([100, 101, 99, 100])
      expect(trader.fills()).toEqual(['buy 10@100.1 taker'])
      expect(await trader.resting()).toEqual(['p1'])
    },
  },
  {
    id: 'TC-02',
    rule: 'fills only the share behind the queue at a price that is touched and not traded through',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 98, quantity: 50 })
      await desk.candle([100, 100, 98, 99])
      expect(trader.fills()).toEqual(['buy 20@98 maker'])
    },
  },
  {
    id: 'TC-03',
    rule: 'fills no more than the share of the volume and lets the rest of the order rest',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 98, quantity: 150 })
      await desk.candle([100, 100, 97, 99])
      expect(await trader.exchange.order(clientOrderId('b1'))).toMatchObject({ status: 'partially-filled' })
      expect(await trader.resting()).toEqual(['b1'])
      await desk.candle([99, 99, 97, 98], 300)
      await desk.candle([98.5, 99, 97, 98])
      expect(trader.fills()).toEqual(['buy 100@98 maker', 'buy 30@98 maker', 'buy 20@98 maker'])
    },
  },
  {
    id: 'TC-04',
    rule: 'fills a resting limit order at its own price when the market gaps over it',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 98 })
      await trader.place({ id: 's1', side: 'sell', positionSide: 'short', price: 103 })
      await desk.candle([96, 97, 95, 96])
      await desk.candle([105, 106, 104, 105])
      expect(trader.fills()).toEqual(['buy 10@98 maker', 'sell 10@103 maker'])
    },
  },
  {
    id: 'TC-05',
    rule: 'trades a market order that is placed on a close at the next open, worse by the slippage',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'm1', type: 'market' })
      expect(trader.fills()).toEqual([])
      await desk.candle([102, 103, 101, 101])
      await trader.place({ id: 'm2', side: 'sell', type: 'market' })
      await desk.candle([104, 105, 103, 104])
      expect(trader.fills()).toEqual(['buy 10@102.1 taker', 'sell 10@103.9 taker'])
    },
  },
  {
    id: 'TC-06',
    rule: 'takes a marketable limit order at the next open at no worse than its price, and lets the rest of it rest',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: '100.5', quantity: 120 })
      await trader.place({ id: 'capped', price: 100, quantity: 10 })
      await desk.candle([100, 102, 100, 101], 1_100)
      expect(await trader.resting()).toEqual(['b1', 'capped'])
      await desk.candle([101, 102, 99.5, 101])
      expect(trader.fills()).toEqual(['buy 110@100.1 taker', 'buy 10@100.5 maker', 'buy 10@100 maker'])
    },
  },
  {
    id: 'TC-45',
    rule: 'lets a limit order rest that the next open has moved away from',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 100 })
      await desk.candle([101, 102, 100.5, 101])
      expect(trader.fills()).toEqual([])
      await desk.candle([101, 102, 99.5, 101])
      expect(trader.fills()).toEqual(['buy 10@100 maker'])
    },
  },
  {
    id: 'TC-07',
    rule: 'cancels what the volume of the next price does not give a market order or a triggered stop, and says why',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      const canceled = { status: 'canceled', reason: 'no-liquidity' }
      await trader.place({ id: 'm1', type: 'market', quantity: 130 })
      await desk.candle([100, 101, 99, 100])
      expect(await trader.exchange.order(clientOrderId('m1'))).toMatchObject(canceled)
      const stop = { side: 'sell', type: 'stop-market', reduceOnly: true, quantity: 100 } as const
      await trader.place({ id: 'sl', ...stop, triggerPrice: 98 })
      await desk.candle([99, 99, 97, 99], 300)
      expect(await trader.exchange.order(clientOrderId('sl'))).toMatchObject(canceled)
      expect(await trader.resting()).toEqual([])
      expect(trader.fills()).toEqual(['buy 100@100.1 taker', 'sell 30@97.9 taker'])
    },
  },
  {
    id: 'TC-46',
    rule: 'cancels a market order without a fill when nothing trades',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'm1', type: 'market' })
      await desk.candle([100, 100, 100, 100], 0)
      expect(await trader.exchange.order(clientOrderId('m1'))).toMatchObject({ status: 'canceled' })
      expect(trader.fills()).toEqual([])
      expect(trader.events.map((event) => event.kind)).toEqual(['candle', 'order', 'order', 'candle'])
    },
  },
  {
    id: 'TC-47',
    rule: 'triggers a stop that is placed beyond the market at the next open',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', type: 'stop-market', triggerPrice: 99 })
      await desk.candle([98, 98.5, 97, 98])
      expect(trader.fills()).toEqual(['buy 10@98.1 taker'])
    },
  },
  {
    id: 'TC-48',
    rule: 'lets a market order be canceled before the next open',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'm1', type: 'market' })
      expect(await trader.exchange.cancel(symbol, clientOrderId('m1'))).toMatchObject({ kind: 'canceled' })
      await desk.candle([100, 101, 99, 100])
      expect(trader.fills()).toEqual([])
    },
  },
]
