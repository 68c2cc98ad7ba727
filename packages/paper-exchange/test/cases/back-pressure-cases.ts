import { expect } from 'vitest'
import { requestOf, type SuiteCase } from '@tradingboost/exchange/testing'

export const backPressureCases: readonly SuiteCase[] = [
  {
    id: 'TC-28',
    rule: 'does not move to the next candle before every subscriber has acknowledged the last',
    async run(desk) {
      const acknowledged = Promise.withResolvers<void>()
      const seen = Promise.withResolvers<void>()
      const slow = await desk.trader('1001', 'slow', async () => {
        seen.resolve()
        await acknowledged.promise
      })
      const fast = await desk.trader('1002', 'fast')
      let moved = false
      const first = desk.candle([100, 101, 99, 100]).then(() => {
        moved = true
      })
      await seen.promise
      // Answers of both accounts come back while the market stands still.
      await slow.exchange.balance()
      await fast.exchange.balance()
      expect(moved).toBe(false)
      acknowledged.resolve()
      await first
      expect([slow.events.length, fast.events.length]).toEqual([1, 1])
    },
  },
  {
    id: 'TC-29',
    rule: 'tells fills of a candle before the candle itself, in the order of their prices',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b97', price: 97 })
      await trader.place({ id: 'b98', price: 98 })
      await desk.candle([100, 100, 96, 99])
      const tale = trader.events.map((event) => {
        if (event.kind === 'fill') return `fill ${event.order.clientOrderId}`
        if (event.kind === 'order') return `${event.order.status} ${event.order.clientOrderId}`
        return event.kind === 'candle' ? `candle ${String(event.index)}` : event.kind
      })
      expect(tale).toEqual(['candle 0', 'accepted b97', 'accepted b98', 'fill b98', 'fill b97', 'candle 1'])
    },
  },
  {
    id: 'TC-30',
    rule: 'matches orders that are sent while a candle is handled from the next candle on',
    async run(desk) {
      const trader = await desk.trader('1001', 'trader', async (event, exchange) => {
        if (event.kind === 'candle' && event.index === 1) await exchange.submit(requestOf({ id: 'late', price: 98 }))
      })
      await desk.candle([100, 101, 99, 100])
      await desk.candle([100, 101, 95, 100])
      expect(trader.fills()).toEqual([])
      await desk.candle([100, 101, 97, 100])
      expect(trader.fills()).toEqual(['buy 10@98 maker'])
    },
  },
  {
    id: 'TC-31',
    rule: 'delivers the fill of a market order sent while a candle is handled before the next candle',
    async run(desk) {
      const trader = await desk.trader('1001', 'trader', async (event, exchange) => {
        if (event.kind === 'candle' && event.index === 0) {
          await exchange.submit(requestOf({ id: 'entry', type: 'market' }))
        }
      })
      await desk.candle([100, 101, 99, 100])
      await desk.candle([100, 101, 99, 100])
      expect(trader.events.map((event) => event.kind)).toEqual(['candle', 'order', 'fill', 'candle'])
    },
  },
  {
    id: 'TC-32',
    rule: 'brings a candle to the subscribers of one account one after the other, by name',
    async run(desk) {
      const turns: string[] = []
      const join = (name: string) =>
        desk.trader('1001', name, async (event, exchange) => {
          if (event.kind !== 'candle') return
          turns.push(`${name} begins`)
          await exchange.balance()
          turns.push(`${name} ends`)
        })
      await join('grid')
      await join('bandit')
      await desk.candle([100, 101, 99, 100])
      expect(turns).toEqual(['bandit begins', 'bandit ends', 'grid begins', 'grid ends'])
    },
  },
  {
    id: 'TC-36',
    rule: 'tells the end of the data, also to those who come afterwards',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await desk.market.end()
      expect(trader.events.map((event) => event.kind)).toEqual(['candle', 'end'])
      const told = Promise.withResolvers<string>()
      await desk.trader('1002', 'late', async (event) => told.resolve(event.kind))
      expect(await told.promise).toBe('end')
    },
  },
]
