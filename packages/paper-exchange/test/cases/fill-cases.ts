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
    rule: 'fills a resting limit order at the open when the market gaps over its price',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 98 })
      await trader.place({ id: 's1', side: 'sell', positionSide: 'short', price: 103 })
      await desk.candle([96, 97, 95, 96])
      await desk.candle([105, 106, 104, 105])
      expect(trader.fills()).toEqual(['buy 10@96 maker', 'sell 10@105 maker'])
    },
  },
  {
    id: 'TC-05',
    rule: 'takes a market order at once at the last close, worse by the slippage, within the candle',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'm1', type: 'market' })
      await desk.candle([100, 101, 100, 101])
      await trader.place({ id: 'm2', type: 'market' })
      await desk.candle([101, 102, 100, 100])
      expect(trader.fills()).toEqual(['buy 10@100.1 taker', 'buy 10@101 taker'])
    },
  },
  {
    id: 'TC-06',
    rule: 'takes a marketable limit order at no worse than its price and lets the rest of it rest',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 100, quantity: 120 })
      expect(await trader.resting()).toEqual(['b1'])
      await desk.candle([101, 102, 100.5, 101])
      await desk.candle([101, 102, 99.5, 101])
      expect(trader.fills()).toEqual(['buy 100@100 taker', 'buy 20@100 maker'])
    },
  },
  {
    id: 'TC-07',
    rule: 'lets a market order and a triggered stop wait for volume and take on at the next open',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'm1', type: 'market', quantity: 130 })
      await desk.candle([102, 103, 101, 102], 300)
      await trader.place({
        id: 'sl',
        side: 'sell',
        type: 'stop-market',
        triggerPrice: 98,
        quantity: 130,
        reduceOnly: true,
      })
      await desk.candle([99, 99, 97, 99], 0)
      await desk.candle([100, 101, 100, 101], 2_000)
      expect(trader.fills()).toEqual(['buy 100@100.1 taker', 'buy 30@102.1 taker', 'sell 130@100 taker'])
    },
  },
]
