import { clientOrderId } from '@tradingboost/domain'
import { expect } from 'vitest'
import type { SuiteCase, SuiteDesk, Trader } from '@tradingboost/exchange/testing'

async function longOf(desk: SuiteDesk, quantity: number): Promise<Trader> {
  const trader = await desk.trader()
  await desk.candle([100, 101, 99, 100])
  await trader.place({ id: 'entry', type: 'market', quantity })
  await desk.candle([100, 101, 99, 100])
  return trader
}

const closing = { side: 'sell', reduceOnly: true } as const

export const positionFillCases: readonly SuiteCase[] = [
  {
    id: 'TC-16',
    rule: 'triggers a stop at its trigger price less the slippage, or at the open beyond it',
    async run(desk) {
      const trader = await longOf(desk, 20)
      await trader.place({ id: 'sl1', ...closing, type: 'stop-market', triggerPrice: 98, quantity: 10 })
      await trader.place({ id: 'sl2', ...closing, type: 'stop-market', triggerPrice: 95, quantity: 10 })
      await desk.candle([100, 100, 98.1, 99])
      expect(trader.fills()).toHaveLength(1)
      await desk.candle([99, 99, 97, 98.5])
      await desk.candle([93, 94, 92, 93])
      expect(trader.fills().slice(1)).toEqual(['sell 10@97.9 taker', 'sell 10@92.9 taker'])
      expect(await trader.held()).toEqual([])
    },
  },
  {
    id: 'TC-17',
    rule: 'lets three take-profits and a stop for the whole position rest, and cancels what is left when it closes',
    async run(desk) {
      const trader = await longOf(desk, 10)
      await trader.place({ id: 'tp1', ...closing, price: 102, quantity: 3 })
      await trader.place({ id: 'tp2', ...closing, price: 103, quantity: 3 })
      await trader.place({ id: 'tp3', ...closing, price: 104, quantity: 4 })
      await trader.place({ id: 'sl', ...closing, type: 'stop-market', triggerPrice: 95, quantity: 10 })
      expect(await trader.resting()).toEqual(['tp1', 'tp2', 'tp3', 'sl'])
      await desk.candle([101, 102.5, 101, 102])
      expect(await trader.resting()).toEqual(['tp2', 'tp3', 'sl'])
      await desk.candle([100, 100, 94, 94])
      expect(trader.fills()).toEqual(['buy 10@100.1 taker', 'sell 3@102 maker', 'sell 7@94.9 taker'])
      expect(await trader.resting()).toEqual([])
      const reasonOf = async (id: string) => (await trader.exchange.order(clientOrderId(id)))?.reason
      expect([await reasonOf('tp2'), await reasonOf('sl')]).toEqual(['nothing-to-reduce', 'nothing-to-reduce'])
    },
  },
  {
    id: 'TC-18',
    rule: 'cuts an order of the closing side to what is left of the position, flagged reduce-only or not',
    async run(desk) {
      const trader = await longOf(desk, 10)
      await trader.place({ id: 'tp', side: 'sell', price: 102, quantity: 25 })
      await trader.place({ id: 'tp-flagged', ...closing, price: 103, quantity: 25 })
      await desk.candle([101, 104, 101, 102])
      expect(trader.fills()).toEqual(['buy 10@100.1 taker', 'sell 10@102 maker'])
      expect(await trader.exchange.order(clientOrderId('tp'))).toMatchObject({
        status: 'canceled',
        reason: 'nothing-to-reduce',
      })
    },
  },
  {
    id: 'TC-20',
    rule: 'walks the extreme that is worse for the position first',
    async run(desk) {
      const trader = await longOf(desk, 10)
      await trader.place({ id: 'tp', ...closing, price: 103 })
      await trader.place({ id: 'sl', ...closing, type: 'stop-market', triggerPrice: 97 })
      await desk.candle([100, 104, 96, 103.5])
      expect(trader.fills().slice(1)).toEqual(['sell 10@96.9 taker'])
      await trader.place({ id: 's1', side: 'sell', positionSide: 'short', type: 'market' })
      await desk.candle([103, 103.5, 103, 103])
      await trader.place({ id: 's-tp', side: 'buy', positionSide: 'short', reduceOnly: true, price: 98 })
      const stop = { side: 'buy', positionSide: 'short', reduceOnly: true, type: 'stop-market' } as const
      await trader.place({ id: 's-sl', ...stop, triggerPrice: 106 })
      await desk.candle([103, 107, 96, 97])
      expect(trader.fills().slice(3)).toEqual(['buy 10@106.1 taker'])
    },
  },
  {
    id: 'TC-21',
    rule: 'keeps a closed position with quantity 0 and counts its revision on when it opens again',
    async run(desk) {
      const trader = await longOf(desk, 10)
      await trader.place({ id: 'exit', ...closing, type: 'market' })
      await desk.candle([100, 101, 99, 100])
      expect(await trader.exchange.positions()).toMatchObject([{ side: 'long', revision: 2 }])
      expect((await trader.exchange.positions())[0]?.quantity.toString()).toBe('0')
      await trader.place({ id: 'again', type: 'market', quantity: 5 })
      await desk.candle([100, 101, 99, 100])
      expect(await trader.exchange.positions()).toMatchObject([{ side: 'long', revision: 3 }])
    },
  },
]
