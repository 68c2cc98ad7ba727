import { fillId } from '@tradingboost/domain'
import { expect } from 'vitest'
import { suiteTerms, type SuiteCase } from './suite-desk.ts'

const { symbol, tickSize } = suiteTerms.instrument

export const accountCases: readonly SuiteCase[] = [
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
      await desk.candle([100, 101, 99.5, 100], 100_000)
      await expect.poll(trader.fills).toHaveLength(1)
      expect(await trader.place({ id: 'm5', side: 'sell', reduceOnly: true, price: 105, quantity: 50 })).toMatchObject({
        kind: 'accepted',
      })
    },
  },
  {
    id: 'TC-25',
    rule: 'lists the fills after a given one, oldest first',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      for (const id of ['a', 'b', 'c']) await trader.place({ id, type: 'market' })
      await desk.candle([100, 101, 99, 100])
      await expect.poll(trader.fills).toHaveLength(3)
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
      await expect.poll(one.fills).toHaveLength(1)
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
