import { expect } from 'vitest'
import type { SuiteCase } from '@tradingboost/exchange/testing'

export const moneyCases: readonly SuiteCase[] = [
  {
    id: 'TC-22',
    rule: 'charges maker and taker fees to the last digit and moves the balance by realized PnL less fees',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'entry', type: 'market', quantity: 7 })
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'tp', side: 'sell', reduceOnly: true, price: 103.3, quantity: 7 })
      await desk.candle([101, 104, 101, 103])
      const fees = (await trader.exchange.fillsAfter(undefined)).map((fill) => fill.fee.toString())
      expect(fees).toEqual(['0.35035', '0.14462'])
      expect((await trader.exchange.balance()).toString()).toBe('10021.90503')
    },
  },
  {
    id: 'TC-24',
    rule: 'liquidates an account whose equity no longer covers the maintenance margin',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 100, 100, 100], 100_000)
      await trader.place({ id: 'entry', type: 'market', quantity: 900 })
      await desk.candle([100, 100, 100, 100], 100_000)
      await trader.place({ id: 'more', price: 80 })
      await desk.candle([95, 95, 90, 94], 100_000)
      expect(trader.fills()).toEqual(['buy 900@100.1 taker'])
      await desk.candle([90, 91, 89, 90], 100_000)
      expect(trader.fills()).toEqual(['buy 900@100.1 taker', 'sell 900@89 taker'])
      expect(await trader.resting()).toEqual([])
      expect(await trader.held()).toEqual([])
    },
  },
  {
    id: 'TC-70',
    rule: 'says that a position is liquidated before its fill',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 100, 100, 100], 100_000)
      await trader.place({ id: 'entry', type: 'market', quantity: 900 })
      await desk.candle([100, 100, 100, 100], 100_000)
      await desk.candle([90, 91, 89, 90], 100_000)
      const kinds = trader.events.map((event) => event.kind)
      const at = kinds.indexOf('liquidated')
      expect(kinds.slice(at, at + 3)).toEqual(['liquidated', 'order', 'fill'])
      expect(trader.events[at]).toMatchObject({ positionSide: 'long', how: 'full' })
    },
  },
  {
    id: 'TC-71',
    rule: 'leaves an account that lost more than it had with nothing, and not below',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 100, 100, 100], 100_000)
      await trader.place({ id: 'entry', type: 'market', quantity: 900 })
      await desk.candle([100, 100, 100, 100], 100_000)
      await desk.candle([70, 71, 69, 70], 100_000)
      expect(await trader.held()).toEqual([])
      expect((await trader.exchange.balance()).toString()).toBe('0')
      expect(await trader.place({ id: 'again', price: 60 })).toMatchObject({ reason: 'insufficient-margin' })
    },
  },
  {
    id: 'TC-72',
    rule: 'frees a client order id when its order has ended',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 95 })
      await trader.exchange.cancelAll('TST-USDT-SWAP')
      expect(await trader.place({ id: 'b1', price: 94 })).toMatchObject({ kind: 'accepted' })
    },
  },
]
