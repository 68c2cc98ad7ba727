import { clientOrderId } from '@tradingboost/domain'
import { expect } from 'vitest'
import { suiteTerms, type SuiteCase } from './suite-desk.ts'

const { symbol } = suiteTerms.instrument

export const orderCases: readonly SuiteCase[] = [
  {
    id: 'TC-01',
    rule: 'rests a limit order and fills it at its price once the market trades through',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      expect(await trader.place({ id: 'b1', price: 98 })).toMatchObject({
        kind: 'accepted',
        order: { clientOrderId: 'b1', status: 'accepted' },
      })
      expect(await trader.resting()).toEqual(['b1'])
      await desk.candle([100, 100, 98.5, 99])
      expect(trader.fills()).toEqual([])
      await desk.candle([99, 99, 97.9, 98.5])
      await expect.poll(trader.fills).toEqual(['buy 10@98 maker'])
      expect(await trader.resting()).toEqual([])
      expect(await trader.exchange.order(clientOrderId('b1'))).toMatchObject({ status: 'filled' })
    },
  },
  {
    id: 'TC-08',
    rule: 'rejects a post-only order that would take, and remembers why',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      expect(await trader.place({ id: 'p1', price: 100, postOnly: true })).toMatchObject({
        kind: 'rejected',
        reason: 'would-take',
      })
      expect(await trader.resting()).toEqual([])
      expect(await trader.exchange.order(clientOrderId('p1'))).toMatchObject({
        status: 'rejected',
        reason: 'would-take',
      })
      expect(await trader.place({ id: 'p2', price: 99.9, postOnly: true })).toMatchObject({ kind: 'accepted' })
    },
  },
  {
    id: 'TC-09',
    rule: 'rejects the client order id of an order that is open',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      const duplicate = { kind: 'rejected', clientOrderId: 'b1', reason: 'duplicate-client-order-id' }
      await trader.place({ id: 'b1', price: 98 })
      expect(await trader.place({ id: 'b1', price: 97 })).toMatchObject(duplicate)
      expect(await trader.exchange.order(clientOrderId('b1'))).toMatchObject({ status: 'accepted' })
      expect(await trader.resting()).toEqual(['b1'])
    },
  },
  {
    id: 'TC-10',
    rule: 'cancels a resting order, which then never fills',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 98 })
      expect(await trader.exchange.cancel(symbol, clientOrderId('b1'))).toMatchObject({
        kind: 'canceled',
        order: { status: 'canceled' },
      })
      await desk.candle([97, 97, 96, 96])
      const seen = () => trader.events.map((event) => (event.kind === 'order' ? event.order.status : event.kind))
      await expect.poll(seen).toEqual(['candle', 'accepted', 'canceled', 'candle'])
      expect(trader.fills()).toEqual([])
    },
  },
  {
    id: 'TC-11',
    rule: 'answers not-open to the cancel of an order that has ended or never was',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'm1', type: 'market' })
      await desk.candle([100, 101, 99, 100])
      await expect.poll(trader.fills).toHaveLength(1)
      expect(await trader.exchange.cancel(symbol, clientOrderId('m1'))).toMatchObject({
        kind: 'not-open',
        order: { status: 'filled' },
      })
      const never = await trader.exchange.cancel(symbol, clientOrderId('never'))
      expect(never).toEqual({ kind: 'not-open', clientOrderId: 'never' })
      expect(await trader.exchange.order(clientOrderId('never'))).toBeUndefined()
    },
  },
  {
    id: 'TC-12',
    rule: 'rejects prices off the tick and quantities off the lot',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      const reasonOf = async (order: Parameters<typeof trader.place>[0]) => {
        const outcome = await trader.place(order)
        return outcome.kind === 'rejected' ? outcome.reason : outcome.kind
      }
      expect(await reasonOf({ id: 'o1', price: '98.05' })).toBe('off-tick')
      expect(await reasonOf({ id: 'o2', type: 'stop-market', triggerPrice: '98.05' })).toBe('off-tick')
      expect(await reasonOf({ id: 'o3', price: 0 })).toBe('off-tick')
      expect(await reasonOf({ id: 'o4', price: 98, quantity: '10.5' })).toBe('off-lot')
      expect(await reasonOf({ id: 'o5', price: 98, quantity: 0 })).toBe('off-lot')
    },
  },
  {
    id: 'TC-13',
    rule: 'rejects orders below the minimum quantity or notional',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      const below = { kind: 'rejected', reason: 'below-minimum' }
      expect(await trader.place({ id: 'o1', price: 98, quantity: 1 })).toMatchObject(below)
      expect(await trader.place({ id: 'o2', price: 98, quantity: 3 })).toMatchObject(below)
      expect(await trader.place({ id: 'o3', price: 98, quantity: 4 })).toMatchObject({ kind: 'accepted' })
    },
  },
  {
    id: 'TC-14',
    rule: 'rejects unknown symbols and requests that contradict themselves',
    async run(desk) {
      const trader = await desk.trader()
      const invalid = { kind: 'rejected', reason: 'invalid-order' }
      expect(await trader.place({ id: 'i0', type: 'market' })).toMatchObject(invalid)
      await desk.candle([100, 101, 99, 100])
      expect(await trader.place({ id: 'i1', symbol: 'NO-SUCH-SWAP', price: 98 })).toMatchObject({
        kind: 'rejected',
        reason: 'unknown-symbol',
      })
      expect(await trader.place({ id: 'i2' })).toMatchObject(invalid)
      expect(await trader.place({ id: 'i3', type: 'market', price: 98 })).toMatchObject(invalid)
      expect(await trader.place({ id: 'i4', type: 'stop-market' })).toMatchObject(invalid)
      expect(await trader.place({ id: 'i5', type: 'market', postOnly: true })).toMatchObject(invalid)
    },
  },
]
