import { expect } from 'vitest'
import { suiteTerms, type SuiteCase } from './suite-desk.ts'

const { symbol } = suiteTerms.instrument
const { timeframe } = suiteTerms

export const marketCases: readonly SuiteCase[] = [
  {
    id: 'TC-33',
    rule: 'lists the last closed candles, oldest first',
    async run(desk) {
      const { exchange } = await desk.trader()
      expect(await exchange.candles(symbol, timeframe, 10)).toEqual([])
      for (const close of [100, 101, 102]) await desk.candle([100, 105, 95, close])
      const closes = (await exchange.candles(symbol, timeframe, 2)).map((candle) => candle.close.toString())
      expect(closes).toEqual(['101', '102'])
      await expect(exchange.candles(symbol, '1h', 2)).rejects.toMatchObject({ code: 'exchange-refused' })
    },
  },
  {
    id: 'TC-34',
    rule: 'refuses a subscription to candles that it does not have',
    async run(desk) {
      const { exchange } = await desk.trader()
      const market = { symbol, timeframe: '1h', subscriber: 'hourly' } as const
      await expect(exchange.subscribe(market, async () => undefined)).rejects.toMatchObject({
        code: 'exchange-refused',
      })
    },
  },
  {
    id: 'TC-35',
    rule: 'leaves a closed subscription alone and does not wait for it',
    async run(desk) {
      const { exchange } = await desk.trader()
      let events = 0
      const subscription = await exchange.subscribe({ symbol, timeframe, subscriber: 'brief' }, async () => {
        events += 1
      })
      await desk.candle([100, 101, 99, 100])
      await expect.poll(() => events).toBe(1)
      await subscription.close()
      await desk.candle([100, 101, 99, 100])
      expect(events).toBe(1)
    },
  },
]
