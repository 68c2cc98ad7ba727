import { price, quantity, type Order } from '@tradingboost/domain'
import type { Decision, OpenOrder, StrategyEvent, StrategyView } from '@tradingboost/engine'
import { aCandle, aFill, anInstrument, anOrder, aPosition, type BuilderInput } from '@tradingboost/testkit'
import { describe, expect, test } from 'vitest'
import type { GridMemory } from './grid-memory.ts'
import { grid } from './grid.ts'
import { parseRungLeg } from './rung-leg.ts'
import { gridSettings } from './settings.ts'

const instrument = anInstrument()
const settings = gridSettings.parse({ rungs: 6, spacing: 'arithmetic', stepPercent: 1, ordersPerSide: 2 })
type View = StrategyView<GridMemory>

const aView = (view: Partial<View> = {}): View => ({
  memory: grid.initialMemory(settings, instrument),
  instrument,
  timeframe: '5m',
  status: 'running',
  openOrders: [],
  positions: {},
  lastCandle: undefined,
  ...view,
})
const candle = (close: number): StrategyEvent => ({ kind: 'candle', candle: aCandle({ close }), warming: false })
const said = (decisions: readonly Decision[]): readonly string[] =>
  decisions.map((decision) =>
    decision.kind === 'place'
      ? `${decision.leg} ${decision.side} at ${decision.price?.toFixed() ?? ''}`
      : `cancel ${decision.clientOrderId}`,
  )
const open = (leg: string, input: BuilderInput<Order> = {}): OpenOrder => ({
  order: anOrder({ clientOrderId: `gr-00000001-${leg}`, price: 1, ...input }),
  leg,
  canceling: false,
})

/** The first candle at 1: rungs at 0.975, 0.985, 0.995, 1.005, 1.015, 1.025; two entries on each side. */
const first = grid.decide(aView(), candle(1), settings)
const resting: readonly OpenOrder[] = first.decisions.flatMap((decision) =>
  decision.kind === 'place'
    ? [
        open(decision.leg, {
          side: decision.side,
          positionSide: decision.positionSide,
          price: decision.price ?? 1,
          quantity: decision.quantity,
        }),
      ]
    : [],
)
const placedQuantity = first.decisions[0]?.kind === 'place' ? first.decisions[0].quantity : quantity(0)
const isLeg = (leg: string) => (order: OpenOrder) => order.leg === leg

function fillOf(leg: string, size = placedQuantity): StrategyEvent {
  return { kind: 'fill', fill: aFill({ quantity: size }), order: anOrder(), leg }
}

describe('GRID', () => {
  test('rests post-only entries on the nearest rungs: buys below the price, short sells above it', () => {
    expect(said(first.decisions)).toEqual([
      'b02 buy at 0.995',
      'b01 buy at 0.985',
      's03 sell at 1.005',
      's04 sell at 1.015',
    ])
    expect(
      first.decisions.every((decision) => decision.kind === 'place' && decision.postOnly && !decision.reduceOnly),
    ).toBe(true)
  })

  test.each([
    ['long', ['b02', 'b01']],
    ['short', ['s03', 's04']],
  ] as const)('enters on one side only when its direction is %s', (direction, legs) => {
    const { decisions } = grid.decide(aView(), candle(1), { ...settings, direction })
    expect(decisions.map((decision) => decision.kind === 'place' && decision.leg)).toEqual(legs)
  })

  test('asks for nothing more while the same entries rest', () => {
    const view = aView({ memory: first.memory, openOrders: resting })
    expect(said(grid.decide(view, candle(1.001), settings).decisions)).toEqual([])
  })

  test('takes the profit of a fill one rung away, for what has filled', () => {
    const part = quantity(placedQuantity.div(2))
    const filling = resting.map((order) =>
      order.leg === 'b02' ? open('b02', { quantity: placedQuantity, filledQuantity: part }) : order,
    )
    const { decisions } = grid.decide(
      aView({ memory: first.memory, openOrders: filling }),
      fillOf('b02', part),
      settings,
    )
    expect(said(decisions)).toEqual(['t02 sell at 1.005'])
    expect(decisions[0]).toMatchObject({ quantity: part, reduceOnly: true })
  })

  test('takes the profit of a short one rung below', () => {
    const { decisions } = grid.decide(aView({ memory: first.memory, openOrders: resting }), fillOf('s03'), settings)
    expect(said(decisions)).toEqual(['t03 buy at 0.995'])
  })

  test('covers each further part of a fill by a take-profit of its own', () => {
    const part = quantity(placedQuantity.div(4))
    const once = grid.decide(aView({ memory: first.memory, openOrders: resting }), fillOf('b02', part), settings)
    const openOrders = [...resting, open('t02', { side: 'sell', quantity: part })]
    const twice = grid.decide(aView({ memory: once.memory, openOrders }), fillOf('b02', part), settings)
    expect(twice.decisions).toMatchObject([{ leg: 't02', quantity: part }])
  })

  test('refills a rung only after its take-profit has filled', () => {
    const without = resting.filter((order) => !isLeg('b02')(order))
    const filled = grid.decide(aView({ memory: first.memory, openOrders: without }), fillOf('b02'), settings)
    const held = { long: aPosition({ quantity: placedQuantity, averagePrice: '0.995' }) }
    const covered = [...without, open('t02', { side: 'sell', quantity: placedQuantity })]
    const meanwhile = grid.decide(
      aView({ memory: filled.memory, openOrders: covered, positions: held }),
      candle(1),
      settings,
    )
    expect(said(meanwhile.decisions)).toEqual(['b00 buy at 0.975'])
    const taken = grid.decide(aView({ memory: filled.memory, openOrders: without }), fillOf('t02'), settings)
    expect(taken.decisions).toEqual([])
    expect(
      said(grid.decide(aView({ memory: taken.memory, openOrders: without }), candle(1), settings).decisions),
    ).toContain('b02 buy at 0.995')
  })

  test('moves its entries along with the price', () => {
    const view = aView({ memory: first.memory, openOrders: resting })
    expect(said(grid.decide(view, candle(1.01), settings).decisions)).toEqual([
      'cancel gr-00000001-b01',
      'cancel gr-00000001-s03',
      's05 sell at 1.025',
    ])
  })

  test('tries an entry again with the next candle after the exchange would have let it take', () => {
    const rejected: StrategyEvent = {
      kind: 'order-ended',
      order: anOrder({ status: 'rejected', reason: 'would-take' }),
      leg: 'b02',
    }
    const without = resting.filter((order) => !isLeg('b02')(order))
    const after = grid.decide(aView({ memory: first.memory, openOrders: without }), rejected, settings)
    expect(after.decisions).toEqual([])
    expect(
      said(grid.decide(aView({ memory: after.memory, openOrders: without }), candle(1), settings).decisions),
    ).toEqual(['b02 buy at 0.995'])
  })

  test('covers anew what lost its take-profit, with the next candle', () => {
    const without = resting.filter((order) => !isLeg('b02')(order))
    const filled = grid.decide(aView({ memory: first.memory, openOrders: without }), fillOf('b02'), settings)
    const positions = { long: aPosition({ quantity: placedQuantity }) }
    const ended: StrategyEvent = { kind: 'order-ended', order: anOrder({ status: 'expired' }), leg: 't02' }
    expect(
      grid.decide(aView({ memory: filled.memory, openOrders: without, positions }), ended, settings).decisions,
    ).toEqual([])
    const { decisions } = grid.decide(
      aView({ memory: filled.memory, openOrders: without, positions }),
      { kind: 'started' },
      settings,
    )
    expect(said(decisions)).toEqual(['t02 sell at 1.005'])
  })

  test('takes over a position that its memory knows nothing of, one step from its average price', () => {
    const positions = { short: aPosition({ side: 'short', quantity: 2, averagePrice: '1.01' }) }
    const { memory, decisions } = grid.decide(aView({ positions }), { kind: 'started' }, settings)
    expect(said(decisions)).toEqual(['t00 buy at 0.9999'])
    expect(memory.rungs[0]).toMatchObject({ kind: 'holding', side: 'short', quantity: quantity(2) })
  })

  test('gives up what a liquidation took', () => {
    const filled = grid.decide(aView({ memory: first.memory }), fillOf('b02'), settings)
    const { memory, decisions } = grid.decide(aView({ memory: filled.memory }), { kind: 'started' }, settings)
    expect(memory.rungs.some(({ kind }) => kind === 'holding')).toBe(false)
    expect(decisions).toEqual([])
  })

  test('cancels its entries and keeps its take-profits when it is stopped', () => {
    const openOrders = [...resting, open('t05', { side: 'sell' })]
    const view = aView({ status: 'stopped', memory: first.memory, openOrders })
    const cancels = resting.map(({ order }) => `cancel ${order.clientOrderId}`)
    expect(said(grid.decide(view, { kind: 'stopped' }, settings).decisions)).toEqual(cancels)
    expect(said(grid.decide(view, candle(1), settings).decisions)).toEqual(cancels)
  })

  test('covers what lost its take-profit while it is stopped, and enters nothing', () => {
    const filled = grid.decide(aView({ memory: first.memory }), fillOf('b02'), settings)
    const positions = { long: aPosition({ quantity: placedQuantity }) }
    const view = aView({ status: 'stopped', memory: filled.memory, positions })
    expect(said(grid.decide(view, { kind: 'stopped' }, settings).decisions)).toEqual(['t02 sell at 1.005'])
    expect(said(grid.decide(view, candle(1), settings).decisions)).toEqual(['t02 sell at 1.005'])
  })

  test('asks for no entry while Redis is away, and leaves those that rest', () => {
    const view = aView({ status: 'degraded', memory: first.memory, openOrders: resting.slice(1) })
    expect(said(grid.decide(view, candle(1), settings).decisions)).toEqual([])
  })

  test('has a memory that JSON brings back', () => {
    const { memory } = grid.decide(aView({ memory: first.memory, openOrders: resting }), fillOf('b02'), settings)
    expect(grid.memorySchema.parse(JSON.parse(JSON.stringify(memory)))).toEqual(memory)
    expect(memory.ladder[0]).toEqual(price('0.975'))
  })
})

describe('gridSettings', () => {
  test('has 20 rungs unless told', () => {
    expect(gridSettings.parse({})).toMatchObject({ rungs: 20, spacing: 'geometric', direction: 'both' })
  })

  test.each([
    [{ rungs: 1 }, 'rungs'],
    [{ rungs: 41 }, 'rungs'],
    [{ rungs: 40, spacing: 'arithmetic', stepPercent: 5 }, 'stepPercent'],
    [{ investmentPerRung: 'much' }, 'investmentPerRung'],
  ])('refuses %o', (wrong, field) => {
    expect(gridSettings.safeParse(wrong).error?.issues.map(({ path }) => path[0])).toContain(field)
  })
})

test('every leg that GRID gives an order says what it does for which rung', () => {
  const legs = first.decisions.flatMap((decision) => (decision.kind === 'place' ? [parseRungLeg(decision.leg)] : []))
  expect(legs).toHaveLength(4)
  expect(legs).not.toContain(undefined)
})
