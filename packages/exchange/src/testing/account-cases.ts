import { fillId } from '@tradingboost/domain'
import { expect } from 'vitest'
import { suiteTerms, type SuiteCase } from './suite-desk.ts'

const { symbol, tickSize } = suiteTerms.instrument

export const accountCases: readonly SuiteCase[] = [
  {
    id: 'TC-22',
    rule: 'charges maker and taker fees to the last digit and moves the balance by realized PnL less fees',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'entry', type: 'market', quantity: 7 })
      await trader.place({ id: 'tp', side: 'sell', reduceOnly: true, price: 103.3, quantity: 7 })
      await desk.candle([101, 104, 101, 103])
      const fees = (await trader.exchange.fillsAfter(undefined)).map((fill) => fill.fee.toString())
      expect(fees).toEqual(['0.35035', '0.14462'])
      expect((await trader.exchange.balance()).toString()).toBe('10021.90503')
    },
  },
  {
    id: 'TC-23',
    rule: 'rejects an opening order that the free margin does not cover, resting orders included',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100], 100_000)
      const short = { kind: 'rejected', reason: 'insufficient-margin' }
      expect(await trader.place({ id: 'm1', price: 99, quantity: 1_020 })).toMatchObject(short)
      expect(await trader.place({ id: 'm2', price: 99, quantity: 900 })).toMatchObject({ kind: 'accepted' })
      expect(await trader.place({ id: 'm3', price: 99, quantity: 120 })).toMatchObject(short)
      await trader.place({ id: 'm4', type: 'market', quantity: 50 })
      expect(await trader.place({ id: 'm5', side: 'sell', reduceOnly: true, price: 105, quantity: 50 })).toMatchObject({
        kind: 'accepted',
      })
    },
  },
  {
    id: 'TC-24',
    rule: 'liquidates an account whose equity no longer covers the maintenance margin',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 100, 100, 100], 100_000)
      await trader.place({ id: 'entry', type: 'market', quantity: 900 })
      await trader.place({ id: 'more', price: 80 })
      await desk.candle([95, 95, 90, 94], 100_000)
      expect(trader.fills()).toEqual(['buy 900@100 taker'])
      await desk.candle([90, 91, 89, 90], 100_000)
      expect(trader.fills()).toEqual(['buy 900@100 taker', 'sell 900@89 taker'])
      expect(await trader.resting()).toEqual([])
      expect(await trader.held()).toEqual([])
    },
  },
  {
    id: 'TC-25',
    rule: 'lists the fills after a given one, oldest first',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      for (const id of ['a', 'b', 'c']) await trader.place({ id, type: 'market' })
      const all = await trader.exchange.fillsAfter(undefined)
      expect(all.map((fill) => fill.clientOrderId)).toEqual(['a', 'b', 'c'])
      const afterFirst = await trader.exchange.fillsAfter(all[0]?.fillId)
      expect(afterFirst).toEqual(all.slice(1))
      expect(await trader.exchange.fillsAfter(all[2]?.fillId)).toEqual([])
      await expect(trader.exchange.fillsAfter(fillId('never'))).rejects.toMatchObject({ code: 'not-found' })
    },
  },
  {
    id: 'TC-26',
    rule: 'keeps accounts apart',
    async run(desk) {
      const one = await desk.trader('1001')
      const other = await desk.trader('1002')
      await desk.candle([100, 101, 99, 100])
      await one.place({ id: 'same-id', type: 'market' })
      expect(await other.place({ id: 'same-id', price: 98 })).toMatchObject({ kind: 'accepted' })
      await desk.candle([100, 101, 99, 100])
      expect(await other.held()).toEqual([])
      expect(other.fills()).toEqual([])
      expect((await other.exchange.balance()).toString()).toBe('10000')
      expect(await one.resting()).toEqual([])
    },
  },
  {
    id: 'TC-27',
    rule: 'describes its instruments and throws unknown-instrument for others',
    async run(desk) {
      const { exchange } = await desk.trader()
      const instrument = await exchange.instrument(symbol)
      expect(instrument).toMatchObject({ symbol, kind: 'swap', settle: 'USDT' })
      expect(instrument.tickSize.eq(tickSize)).toBe(true)
      await expect(exchange.instrument('NO-SUCH-SWAP')).rejects.toMatchObject({ code: 'unknown-instrument' })
    },
  },
]
