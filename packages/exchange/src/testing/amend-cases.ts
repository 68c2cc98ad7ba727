import { clientOrderId, price, quantity } from '@tradingboost/domain'
import { expect } from 'vitest'
import { suiteTerms, type SuiteCase } from './suite-desk.ts'

const { symbol } = suiteTerms.instrument
const id = clientOrderId
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** An exchange without amend answers `not-offered` to each of these; then the rest of the case does not apply. */
export const amendCases: readonly SuiteCase[] = [
  {
    id: 'TC-37',
    rule: 'amends price and quantity of a resting order, which keeps its id and fills at the new price',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 95 })
      const outcome = await trader.exchange.amend(symbol, id('b1'), { price: price(98), quantity: quantity(7) })
      if (outcome.kind === 'not-offered') return
      expect(plain(outcome)).toMatchObject({
        kind: 'amended',
        order: { clientOrderId: 'b1', status: 'accepted', price: '98', quantity: '7' },
      })
      expect(await trader.resting()).toEqual(['b1'])
      await desk.candle([100, 100, 97, 99])
      await expect.poll(trader.fills).toEqual(['buy 7@98 maker'])
    },
  },
  {
    id: 'TC-38',
    rule: 'reports an amended order to the subscriber',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'b1', price: 95 })
      const outcome = await trader.exchange.amend(symbol, id('b1'), { price: price(96) })
      if (outcome.kind === 'not-offered') return
      const prices = () =>
        trader.events.flatMap((event) => (event.kind === 'order' ? [event.order.price?.toString()] : []))
      await expect.poll(prices).toEqual(['95', '96'])
    },
  },
  {
    id: 'TC-39',
    rule: 'moves the trigger price of a stop, which protects at the new price',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'entry', type: 'market' })
      await desk.candle([100, 101, 99, 100])
      await expect.poll(trader.fills).toHaveLength(1)
      const stop = { side: 'sell', reduceOnly: true, type: 'stop-market' } as const
      await trader.place({ id: 'sl', ...stop, triggerPrice: 90 })
      const outcome = await trader.exchange.amend(symbol, id('sl'), { triggerPrice: price(98) })
      if (outcome.kind === 'not-offered') return
      expect(plain(outcome)).toMatchObject({ kind: 'amended', order: { triggerPrice: '98' } })
      await desk.candle([99, 99, 97, 97.5])
      await expect.poll(trader.held).toEqual([])
    },
  },
  {
    id: 'TC-40',
    rule: 'answers not-open to the amendment of an order that has ended or never existed',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100])
      await trader.place({ id: 'm1', type: 'market' })
      await desk.candle([100, 101, 99, 100])
      await expect.poll(trader.fills).toHaveLength(1)
      const ended = await trader.exchange.amend(symbol, id('m1'), { quantity: quantity(20) })
      if (ended.kind === 'not-offered') return
      expect(ended).toMatchObject({ kind: 'not-open', order: { status: 'filled' } })
      const never = await trader.exchange.amend(symbol, id('never'), { quantity: quantity(20) })
      expect(never).toEqual({ kind: 'not-open', clientOrderId: 'never' })
    },
  },
  {
    id: 'TC-41',
    rule: 'rejects an amendment that no order could have, and leaves the order as it was',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100], 100_000)
      await trader.place({ id: 'b1', price: 95, quantity: 10 })
      const reasonOf = async (amendment: Parameters<typeof trader.exchange.amend>[2]) => {
        const outcome = await trader.exchange.amend(symbol, id('b1'), amendment)
        return outcome.kind === 'rejected' ? outcome.reason : outcome.kind
      }
      const offTick = await reasonOf({ price: price('95.05') })
      if (offTick === 'not-offered') return
      expect(offTick).toBe('off-tick')
      expect(await reasonOf({ quantity: quantity('10.5') })).toBe('off-lot')
      expect(await reasonOf({ quantity: quantity(3) })).toBe('below-minimum')
      expect(await reasonOf({ triggerPrice: price(95) })).toBe('invalid-order')
      expect(await reasonOf({})).toBe('invalid-order')
      expect(await reasonOf({ quantity: quantity(2_000) })).toBe('insufficient-margin')
      expect(plain(await trader.exchange.order(id('b1')))).toMatchObject({ price: '95', quantity: '10' })
    },
  },
  {
    id: 'TC-42',
    rule: 'needs margin only for what an amendment adds to an order',
    async run(desk) {
      const trader = await desk.trader()
      await desk.candle([100, 101, 99, 100], 100_000)
      await trader.place({ id: 'b1', price: 99, quantity: 900 })
      const outcome = await trader.exchange.amend(symbol, id('b1'), { quantity: quantity(950) })
      if (outcome.kind === 'not-offered') return
      expect(outcome.kind).toBe('amended')
    },
  },
]
