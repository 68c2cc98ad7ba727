import { fc, test } from '@fast-check/vitest'
import { clientOrderId, price, quantity } from '@tradingboost/domain'
import { anOrderRequest } from '@tradingboost/testkit'
import { describe, expect } from 'vitest'
import { admitOrders } from './admit-orders.ts'
import { anAllowance, aWanted } from '../../test/a-wanted.ts'
import { comeToRest, type Answer } from '../../test/come-to-rest.ts'
import { diffOrders, type PlanInput } from './diff-orders.ts'
import type { StandingOrder } from './standing-order.ts'
import type { WantedOrder } from './wanted-order.ts'

const standing = (leg: string, wanted: WantedOrder, more: Partial<StandingOrder> = {}): StandingOrder => {
  const { why: _, ...request } = wanted
  const { price: __, ...anyRequest } = anOrderRequest()
  return {
    clientOrderId: clientOrderId(`hrZ00000001Z${leg}`),
    leg,
    request: { ...anyRequest, ...request },
    remaining: wanted.quantity,
    state: 'resting',
    canAmend: true,
    ...more,
  }
}
const diff = (input: Partial<PlanInput>) =>
  diffOrders({
    wanted: new Map(),
    standing: [],
    held: { long: { quantity: quantity(10) } },
    mayOpen: true,
    paused: new Set(),
    ...input,
  })
const entry = aWanted({ side: 'buy', quantity: 2 })
const stop = aWanted({ type: 'stop-market', quantity: 2 })

describe('diffOrders', () => {
  test('does nothing where the wanted orders are open, filled parts not counted', () => {
    const part = standing('tp1', aWanted({ quantity: 5 }), { remaining: quantity(3) })
    expect(diff({ wanted: new Map([['tp1', aWanted({ quantity: 3 })]]), standing: [part] })).toEqual([])
  })

  test('places what is missing and cancels what is not wanted, what ends first', () => {
    expect(diff({ wanted: new Map([['entry', entry]]), standing: [standing('b01', entry)] })).toMatchObject([
      { kind: 'cancel', leg: 'b01' },
      { kind: 'place', leg: 'entry' },
    ])
  })

  test('amends only what differs; a quantity is that of the whole order', () => {
    const part = standing('tp1', aWanted({ quantity: 5 }), { remaining: quantity(3) })
    expect(diff({ wanted: new Map([['tp1', aWanted({ quantity: 4, price: 101 })]]), standing: [part] })).toEqual([
      {
        kind: 'amend',
        clientOrderId: part.clientOrderId,
        leg: 'tp1',
        quantity: quantity(6),
        price: price(101),
        why: 'a test',
      },
    ])
  })

  test.each(['pending', 'ending'] as const)('waits for an order that is %s', (state) => {
    const wanted = new Map([['entry', entry]])
    expect(diff({ wanted, standing: [standing('entry', stop, { state })] })).toEqual([])
    expect(diff({ standing: [standing('entry', entry, { state })] })).toEqual([])
  })

  test('replaces protection that cannot be amended before the old order goes, where both fit', () => {
    const old = standing('sl', stop, { canAmend: false })
    const wanted = new Map([['sl', aWanted({ type: 'stop-market', quantity: 3 })]])
    expect(diff({ wanted, standing: [old] })).toMatchObject([{ kind: 'place', leg: 'sl' }])
    const beside = { ...standing('sl', wanted.get('sl')!), clientOrderId: clientOrderId('hrZ00000002Zsl') }
    expect(diff({ wanted, standing: [old, { ...beside, state: 'pending' }] })).toEqual([])
    expect(diff({ wanted, standing: [old, beside] })).toMatchObject([
      { kind: 'cancel', clientOrderId: old.clientOrderId },
    ])
  })

  test('cancels protection first where a second order would cover more than is held', () => {
    const old = standing('sl', stop, { canAmend: false })
    const held = { long: { quantity: quantity(3) } }
    const wanted = new Map([['sl', aWanted({ type: 'stop-market', quantity: 3 })]])
    expect(diff({ wanted, standing: [old], held })).toMatchObject([{ kind: 'cancel', leg: 'sl' }])
    expect(diff({ wanted, standing: [], held })).toMatchObject([{ kind: 'place', leg: 'sl' }])
  })

  test('counts what is about to be canceled as covered until it is', () => {
    const held = { long: { quantity: quantity(2) } }
    const leaving = standing('tp2', aWanted({ quantity: 2 }), { state: 'pending' })
    expect(diff({ wanted: new Map([['tp1', aWanted({ quantity: 1 })]]), standing: [leaving], held })).toEqual([])
  })

  test('leaves legs that the exchange turned away alone, and opens nothing while it may not', () => {
    expect(diff({ wanted: new Map([['entry', entry]]), paused: new Set(['entry']) })).toEqual([])
    expect(diff({ wanted: new Map([['entry', entry]]), mayOpen: false })).toEqual([])
    const moved = new Map([['entry', aWanted({ side: 'buy', quantity: 3 })]])
    expect(diff({ wanted: moved, standing: [standing('entry', entry)], mayOpen: false })).toEqual([])
    expect(diff({ standing: [standing('entry', entry)], mayOpen: false })).toMatchObject([{ kind: 'cancel' }])
  })
})

const legs = ['entry', 'sl', 'tp1', 'tp2', 'tp3'] as const
const anOrder = fc.record({
  leg: fc.constantFrom(...legs),
  lots: fc.integer({ min: 1, max: 8 }),
  at: fc.integer({ min: 99, max: 101 }),
})
const aRound = fc.record({
  orders: fc.array(anOrder, { maxLength: 6 }),
  held: fc.integer({ min: 0, max: 10 }),
  answers: fc.array(fc.constantFrom<Answer>('done', 'done', 'rejected', 'not-offered', 'fills-a-part'), {
    maxLength: 12,
  }),
})

test.prop([fc.array(aRound, { maxLength: 8 })], { numRuns: 1_000 })(
  'comes to rest at the wanted orders, one a leg, covering no more than is held, however the exchange answers',
  (rounds) => {
    let open: readonly StandingOrder[] = []
    for (const { orders, held: lots, answers } of rounds) {
      const held = { long: { quantity: quantity(lots) } }
      const all = orders.map(({ leg, lots: size, at }) => {
        const side = leg === 'entry' ? 'buy' : 'sell'
        return [
          leg,
          aWanted({ side, type: leg === 'sl' ? 'stop-market' : 'limit', quantity: size, price: at }),
        ] as const
      })
      const { admitted } = admitOrders(new Map(all), anAllowance({ held, standing: open }))
      const rest = comeToRest({ wanted: admitted, standing: open, held, answers })
      open = rest.standing
      const standingLegs = open.map(({ leg }) => leg)
      expect(new Set(standingLegs).size).toBe(standingLegs.length)
      expect(rest.mostCovered.lte(lots)).toBe(true)
      const done = open
        .filter(({ leg }) => !rest.paused.has(leg))
        .map(({ leg, remaining }) => `${leg} ${remaining.toFixed()}`)
      const due = [...rest.wanted].filter(([leg]) => !rest.paused.has(leg))
      if (rest.paused.size === 0) {
        expect(done.toSorted()).toEqual(due.map(([leg, order]) => `${leg} ${order.quantity.toFixed()}`).toSorted())
      }
    }
  },
)
