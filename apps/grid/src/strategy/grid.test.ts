import { money, price, quantity } from '@tradingboost/domain'
import type { StrategyEvent, StrategyView, WantedOrders } from '@tradingboost/engine'
import { aCandle, aFill, anInstrument, anOrder, aPosition } from '@tradingboost/testkit'
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
  positions: {},
  lastCandle: aCandle({ close: 1 }),
  sides: ['long', 'short'],
  room: { orderSlots: 80, notional: money(5_000) },
  ...view,
})
/** What GRID answers to a candle that closes there. */
const atClose = (close: number, view: Partial<View> = {}, by = settings) => {
  const candle = aCandle({ close })
  return grid.decide(aView({ lastCandle: candle, ...view }), { kind: 'candle', candle, warming: false }, by)
}
const said = (wanted: WantedOrders): readonly string[] =>
  [...wanted].map(([leg, { side, price: at }]) => `${leg} ${side} at ${at?.toFixed() ?? ''}`)

/** The first candle at 1: rungs at 0.975, 0.985, 0.995, 1.005, 1.015, 1.025; two entries on each side. */
const first = atClose(1)
const wantedQuantity = first.wanted.get('b02')?.quantity ?? quantity(0)
const entries = ['b02 buy at 0.995', 's03 sell at 1.005', 'b01 buy at 0.985', 's04 sell at 1.015']

const fillOf = (leg: string, size = wantedQuantity): StrategyEvent => ({
  kind: 'fill',
  fill: aFill({ quantity: size, price: '0.995' }),
  order: undefined,
  leg,
})
const long = (size = wantedQuantity) => ({ long: aPosition({ quantity: size, averagePrice: '0.995' }) })
const filled = grid.decide(aView({ memory: first.memory, positions: long() }), fillOf('b02'), settings)

describe('GRID', () => {
  test('wants post-only entries on the nearest rungs: buys below the price, short sells above it', () => {
    expect(said(first.wanted)).toEqual(entries)
    expect([...first.wanted.values()].every(({ postOnly, reduceOnly }) => postOnly && !reduceOnly)).toBe(true)
  })

  test.each([
    ['long', ['b02', 'b01']],
    ['short', ['s03', 's04']],
  ] as const)('enters on one side only when its direction is %s', (direction, legs) => {
    expect([...atClose(1, {}, { ...settings, direction }).wanted.keys()]).toEqual(legs)
  })

  test('sells nothing short on spot, and says so', () => {
    const { wanted, reasons } = atClose(1, { sides: ['long'] })
    expect([...wanted.keys()]).toEqual(['b02', 'b01'])
    expect(reasons.map(({ code }) => code)).toEqual(['spot-has-no-short'])
    expect(atClose(1, { sides: ['long'] }, { ...settings, direction: 'long' }).reasons).toEqual([])
  })

  test('wants the same while the price stays between the same rungs', () => {
    expect(said(atClose(1.001, { memory: first.memory }).wanted).toSorted()).toEqual(entries.toSorted())
  })

  test('takes the profit of a fill one rung away, for what has filled, and still wants the rest', () => {
    const part = quantity(wantedQuantity.div(2))
    const { wanted } = grid.decide(
      aView({ memory: first.memory, positions: long(part) }),
      fillOf('b02', part),
      settings,
    )
    expect(said(wanted).slice(0, 2)).toEqual(['t02 sell at 1.005', 'b02 buy at 0.995'])
    expect(wanted.get('t02')).toMatchObject({ quantity: part, reduceOnly: true })
    expect(wanted.get('b02')?.quantity.toFixed()).toBe(wantedQuantity.minus(part).toFixed())
  })

  test('takes the profit of a short one rung below', () => {
    const positions = { short: aPosition({ side: 'short', quantity: wantedQuantity, averagePrice: '1.005' }) }
    const { wanted } = grid.decide(aView({ memory: first.memory, positions }), fillOf('s03'), settings)
    expect(said(wanted)[0]).toBe('t03 buy at 0.995')
  })

  test('covers all parts of a fill by one take-profit', () => {
    const part = quantity(wantedQuantity.div(4))
    const once = grid.decide(aView({ memory: first.memory, positions: long(part) }), fillOf('b02', part), settings)
    const both = quantity(part.times(2))
    const twice = grid.decide(aView({ memory: once.memory, positions: long(both) }), fillOf('b02', part), settings)
    expect(twice.wanted.get('t02')?.quantity.toFixed()).toBe(both.toFixed())
  })

  test('refills a rung only after its take-profit has filled', () => {
    const meanwhile = atClose(1, { memory: filled.memory, positions: long() })
    expect(said(meanwhile.wanted)).toEqual([
      't02 sell at 1.005',
      's03 sell at 1.005',
      'b01 buy at 0.985',
      's04 sell at 1.015',
      'b00 buy at 0.975',
    ])
    const taken = grid.decide(aView({ memory: meanwhile.memory }), fillOf('t02'), settings)
    expect([...taken.wanted.keys()]).not.toContain('b02')
    expect(said(atClose(1, { memory: taken.memory }).wanted)).toContain('b02 buy at 0.995')
  })

  test('moves its entries along with the price', () => {
    expect([...atClose(1.01, { memory: first.memory }).wanted.keys()].toSorted()).toEqual(['b02', 'b03', 's04', 's05'])
  })

  test('wants the same after an order has ended, whatever ended it', () => {
    for (const status of ['rejected', 'canceled', 'expired'] as const) {
      const ended: StrategyEvent = { kind: 'order-ended', order: anOrder({ status }), leg: 'b02' }
      expect(grid.decide(aView({ memory: first.memory }), ended, settings)).toEqual(first)
      const lost: StrategyEvent = { kind: 'order-ended', order: anOrder({ status }), leg: 't02' }
      const view = aView({ memory: filled.memory, positions: long() })
      expect(grid.decide(view, lost, settings).wanted).toEqual(filled.wanted)
    }
  })

  test('takes over a position that its memory knows nothing of, one step from its average price', () => {
    const positions = { short: aPosition({ side: 'short', quantity: 2, averagePrice: '1.01' }) }
    const { memory, wanted } = grid.decide(aView({ positions }), { kind: 'started' }, settings)
    expect(said(wanted)).toEqual(['t00 buy at 0.9999'])
    expect(memory.rungs[0]).toMatchObject({ kind: 'holding', side: 'short', quantity: quantity(2) })
  })

  test('takes over what fills of an entry that it had given up, where that entry was', () => {
    const positions = long(quantity(2))
    const late: StrategyEvent = {
      kind: 'fill',
      fill: aFill({ quantity: 2 }),
      order: anOrder({ price: '0.98' }),
      leg: 'b05',
    }
    const { memory, wanted } = grid.decide(aView({ positions }), late, settings)
    expect(said(wanted)).toEqual(['t05 sell at 0.9898'])
    expect(memory.rungs[5]).toMatchObject({ kind: 'holding', side: 'long', quantity: quantity(2) })
  })

  test('gives up what somebody else closed, to the last of it', () => {
    const part = quantity('0.5')
    const lost: StrategyEvent = { kind: 'position-lost', side: 'long', quantity: part }
    const left = quantity(wantedQuantity.minus(part))
    const some = grid.decide(aView({ memory: filled.memory, positions: long(left) }), lost, settings)
    expect(some.wanted.get('t02')?.quantity.toFixed()).toBe(left.toFixed())
    const all = grid.decide(aView({ memory: filled.memory }), lost, settings)
    expect(all.memory.rungs.some(({ kind }) => kind === 'holding')).toBe(false)
    expect([...all.wanted.keys()]).not.toContain('t02')
  })

  test('wants no entries and keeps its take-profits while it is stopped', () => {
    const view = aView({ status: 'stopped', memory: filled.memory, positions: long() })
    expect(said(grid.decide(view, { kind: 'stopped' }, settings).wanted)).toEqual(['t02 sell at 1.005'])
    expect(said(atClose(1, view).wanted)).toEqual(['t02 sell at 1.005'])
  })

  test('has a memory that JSON brings back, and reads that of the release before', () => {
    expect(grid.memorySchema.parse(JSON.parse(JSON.stringify(filled.memory)))).toEqual(filled.memory)
    expect(filled.memory.ladder[0]).toEqual(price('0.975'))
    const { rest: _, ...old } = { kind: 'entering', side: 'long', price: '1', takeProfitPrice: '2', rest: '' } as const
    expect(grid.memorySchema.parse({ ladder: [], rungs: [old] }).rungs[0]).toMatchObject({ rest: quantity(0) })
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
  expect([...filled.wanted.keys()].map(parseRungLeg)).not.toContain(undefined)
})
