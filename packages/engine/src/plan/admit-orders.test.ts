import { fc, test } from '@fast-check/vitest'
import { money, notional, price, quantity, zero } from '@tradingboost/domain'
import { anInstrument } from '@tradingboost/testkit'
import { describe, expect } from 'vitest'
import { anAllowance, aWanted } from '../../test/a-wanted.ts'
import { admitOrders, type Allowance } from './admit-orders.ts'
import type { WantedOrder } from './wanted-order.ts'

const admit = (wanted: Readonly<Record<string, WantedOrder>>, allowance: Partial<Allowance> = {}) => {
  const { admitted, reasons } = admitOrders(new Map(Object.entries(wanted)), anAllowance(allowance))
  return {
    legs: [...admitted].map(([leg, order]) => `${leg} ${order.quantity.toFixed()}`),
    reasons: reasons.map(({ leg, code }) => `${leg ?? ''} ${code}`),
  }
}
const buy = aWanted({ side: 'buy' })
const held = { long: { quantity: quantity(3) } }

describe('admitOrders', () => {
  test('cuts what reduces to what is held, stops and take-profits apart, the first first', () => {
    const stop = aWanted({ type: 'stop-market', quantity: 5 })
    const parts = { sl: stop, tp1: aWanted({ quantity: 2 }), tp2: aWanted({ quantity: 2 }), tp3: aWanted({}) }
    expect(admit(parts, { held })).toEqual({ legs: ['sl 3', 'tp1 2', 'tp2 1'], reasons: [] })
    expect(admit(parts)).toEqual({ legs: [], reasons: [] })
  })

  test('lets no limit stop what reduces', () => {
    const closedFor = { code: 'stopped', message: 'stopped' } as const
    const none = { held, maxOpenOrders: 0, maxNotional: money(0), lastPrice: undefined, closedFor }
    expect(admit({ sl: aWanted({ type: 'stop-market', quantity: 3 }), b01: buy }, none)).toEqual({
      legs: ['sl 3'],
      reasons: ['b01 stopped'],
    })
  })

  test('leaves out orders beyond the slots, the last ones, protection counted first', () => {
    const orders = { b01: buy, b02: buy, b03: buy, tp1: aWanted({}) }
    expect(admit(orders, { held, maxOpenOrders: 3 })).toEqual({
      legs: ['b01 1', 'b02 1', 'tp1 1'],
      reasons: ['b03 no-slots'],
    })
  })

  test('leaves out orders beyond the notional, what is held counted', () => {
    const limits = { heldNotional: money(50), maxNotional: money(250) }
    expect(admit({ b01: buy, b02: buy, b03: buy }, limits)).toEqual({
      legs: ['b01 1', 'b02 1'],
      reasons: ['b03 max-notional'],
    })
  })

  test('opens no short on spot', () => {
    const short = { ...buy, side: 'sell', positionSide: 'short' } as const
    expect(admit({ s01: short }, { instrument: anInstrument({ kind: 'spot' }) }).reasons).toEqual([
      's01 spot-has-no-short',
    ])
  })

  test('asks for nothing below the minimum, but lets the rest of a filled order be', () => {
    const instrument = anInstrument({ contractSize: 1, minQuantity: 2, minNotional: 500 })
    const small = { tp1: aWanted({ quantity: 1 }), b01: aWanted({ side: 'buy', quantity: 3 }) }
    expect(admit(small, { held, instrument }).reasons).toEqual(['tp1 below-minimum', 'b01 below-minimum'])
    const { why: _, ...request } = small.tp1
    const open = {
      clientOrderId: 'x',
      leg: 'tp1',
      request: { ...request, symbol: instrument.symbol, quantity: quantity(4) },
      remaining: quantity(1),
      state: 'resting',
      canAmend: true,
    } as unknown as Allowance['standing'][number]
    expect(admit(small, { held, instrument, standing: [open] }).legs).toEqual(['tp1 1'])
  })

  test('opens nothing outside the price collar', () => {
    const orders = { b01: aWanted({ side: 'buy', price: 95 }), b02: aWanted({ side: 'buy', price: '94.9' }) }
    expect(admit(orders, { priceCollarPercent: 5 })).toEqual({ legs: ['b01 1'], reasons: ['b02 off-price'] })
  })

  test('has no worth for a market order before a candle has closed', () => {
    const market = { ...aWanted({ side: 'buy', type: 'market' }) }
    expect(admit({ entry: market }, { lastPrice: undefined }).reasons).toEqual(['entry no-price'])
  })

  const sizes = fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 20 })
  test.prop([sizes, fc.integer({ min: 0, max: 2_000 })], { numRuns: 1_000 })(
    'never lets the notional grow beyond the limit',
    (quantities, heldWorth) => {
      const wanted = new Map(
        quantities.map((size, at) => [`b${String(at)}`, aWanted({ side: 'buy', quantity: size, price: 3 })] as const),
      )
      const allowance = anAllowance({ heldNotional: money(heldWorth), maxNotional: money(2_000), maxOpenOrders: 100 })
      const { admitted, reasons } = admitOrders(wanted, allowance)
      const total = [...admitted.values()].reduce(
        (sum, order) => sum.plus(notional(allowance.instrument, price(3), order.quantity)),
        zero,
      )
      expect(total.plus(heldWorth).lte(2_000)).toBe(true)
      expect(admitted.size + reasons.length).toBe(wanted.size)
    },
  )
})
