import { fc, test } from '@fast-check/vitest'
import { clientOrderId, money, notional, price, quantity, zero, type ClientOrderId } from '@tradingboost/domain'
import { aCandle, anInstrument, anOrder, anOrderRequest, aPosition } from '@tradingboost/testkit'
import { describe, expect } from 'vitest'
import { initialState, type EngineState, type TrackedOrder } from '../engine-state.ts'
import { assessRisk } from './assess-risk.ts'

const instrument = anInstrument({ contractSize: 1 })
const fresh: EngineState<unknown> = { ...initialState(instrument, undefined), lastCandle: aCandle({ close: 100 }) }
const limits = { maxNotional: money(1_000), maxOpenOrders: 2 }
const verdict = (input: Parameters<typeof anOrderRequest>[0], state: Partial<EngineState<unknown>> = {}) => {
  const judged = assessRisk(anOrderRequest(input), { ...fresh, ...state }, limits)
  return judged.kind === 'approved' ? 'approved' : judged.reason
}
const resting = (id: string, input: Parameters<typeof anOrder>[0] = {}): [ClientOrderId, TrackedOrder] => {
  const order = anOrder({ clientOrderId: id, ...input })
  return [clientOrderId(id), { order, leg: 'entry', seenQuantity: quantity(0), cancel: 'none', amend: 'none' }]
}

describe('assessRisk', () => {
  test('approves what stays within the limits, to the last unit', () => {
    expect(verdict({ quantity: 10, price: 100 })).toBe('approved')
    expect(verdict({ quantity: '10.01', price: 100 })).toBe('max-notional')
  })

  test('counts what is held and what rests, long and short added up', () => {
    const share = { short: aPosition({ side: 'short', quantity: 5, averagePrice: 100 }) }
    expect(verdict({ quantity: 5, price: 100 }, { share })).toBe('approved')
    const orders = new Map([resting('hrZ00000001Zentry', { quantity: 1, price: 100 })])
    expect(verdict({ quantity: 5, price: 100 }, { share, orders })).toBe('max-notional')
  })

  test('values a market order at the last close, and refuses it before there is one', () => {
    expect(verdict({ type: 'market', quantity: 11 })).toBe('max-notional')
    expect(verdict({ type: 'market', quantity: 1 }, { lastCandle: undefined })).toBe('no-price')
  })

  test('refuses one order too many', () => {
    const orders = new Map([
      resting('hrZ00000001Zentry', { quantity: 1 }),
      resting('hrZ00000002Zentry', { quantity: 1 }),
    ])
    expect(verdict({ quantity: 1 }, { orders })).toBe('max-open-orders')
  })

  test('refuses what opens while the bot is stopped or Redis is down', () => {
    expect(verdict({ quantity: 1 }, { status: 'stopped' })).toBe('stopped')
    expect(verdict({ quantity: 1 }, { journalUp: false })).toBe('redis-down')
  })

  const anyState = fc.record({
    status: fc.constantFrom('running', 'stopped'),
    journalUp: fc.boolean(),
    lastCandle: fc.constantFrom(undefined, aCandle()),
  })
  test.prop([anyState, fc.integer({ min: 1, max: 1_000_000 })])(
    'always lets pass what may only reduce',
    (state, size) => {
      expect(verdict({ side: 'sell', reduceOnly: true, quantity: size }, state)).toBe('approved')
    },
  )

  test.prop([fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 20 })])(
    'never lets the notional grow beyond the limit',
    (sizes) => {
      const wide = { maxNotional: money(1_000), maxOpenOrders: 100 }
      let orders: EngineState<unknown>['orders'] = new Map()
      for (const [at, size] of sizes.entries()) {
        const input = { clientOrderId: `hrZ000000${String(at).padStart(2, '0')}Zentry`, quantity: size, price: 3 }
        const judged = assessRisk(anOrderRequest(input), { ...fresh, orders }, wide)
        if (judged.kind === 'approved') orders = new Map([...orders, resting(input.clientOrderId, input)])
      }
      const total = [...orders.values()].reduce(
        (sum, { order }) => sum.plus(notional(instrument, price(3), order.quantity)),
        zero,
      )
      expect(total.lte(1_000)).toBe(true)
    },
  )
})
