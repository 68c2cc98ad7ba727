import { price, quantity, type Candle } from '@tradingboost/domain'
import type { Decision, OpenOrder, StrategyEvent, StrategyView } from '@tradingboost/engine'
import { aCandle, aFill, anInstrument, anOrder, aPosition, type BuilderInput } from '@tradingboost/testkit'
import type { Order } from '@tradingboost/domain'
import { describe, expect, test } from 'vitest'
import { hyperRsi, type HyperRsiMemory } from './hyper-rsi.ts'
import { hyperRsiSettings } from './settings.ts'

const instrument = anInstrument()
const settings = hyperRsiSettings.parse({ useTrendGate: false })
type View = StrategyView<HyperRsiMemory>

const aView = (view: Partial<View> = {}): View => ({
  memory: hyperRsi.initialMemory(settings, instrument),
  instrument,
  timeframe: '5m',
  status: 'running',
  openOrders: [],
  positions: {},
  lastCandle: undefined,
  ...view,
})
const open = (leg: string, input: BuilderInput<Order> = {}, canceling = false): OpenOrder => ({
  order: anOrder({
    positionSide: 'long',
    side: leg === 'entry' ? 'buy' : 'sell',
    clientOrderId: `hr-00000009-${leg}`,
    ...input,
  }),
  leg,
  canceling,
})
const legsOf = (decisions: readonly Decision[]): readonly string[] =>
  decisions.map((decision) =>
    decision.kind === 'place'
      ? `place ${decision.leg} ${decision.quantity.toFixed()}`
      : `cancel ${decision.clientOrderId}`,
  )

/** A fall deep into the oversold zone, then one candle up: the RSI leaves the zone with the last close. */
const closes = [...Array.from({ length: 20 }, (_, at) => 2 - at * 0.02), 1.75]
const candlesOf = (prices: readonly number[]): readonly Candle[] =>
  prices.map((close, at) => aCandle({ openAt: Date.UTC(2024, 0, 1) + at * 300_000, close }))

function feed(view: View, candles: readonly Candle[], warming: boolean, by = settings) {
  return candles.reduce(
    (answer, candle) => hyperRsi.decide({ ...view, memory: answer.memory }, { kind: 'candle', candle, warming }, by),
    { memory: view.memory, decisions: [] } as ReturnType<typeof hyperRsi.decide>,
  )
}

describe('HYPERRSI', () => {
  test('enters by market when the RSI leaves the oversold zone', () => {
    const { decisions } = feed(aView(), candlesOf(closes), false)
    expect(decisions).toMatchObject([
      { kind: 'place', leg: 'entry', side: 'buy', positionSide: 'long', type: 'market', reduceOnly: false },
    ])
  })

  test('decides nothing on candles that only warm it', () => {
    expect(feed(aView(), candlesOf(closes), true).decisions).toEqual([])
  })

  test('stays out on the side that its direction leaves out', () => {
    expect(feed(aView(), candlesOf(closes), false, { ...settings, direction: 'short' }).decisions).toEqual([])
  })

  test('does not enter while an order of its is open, nor while it holds a position', () => {
    const resting = feed(aView({ openOrders: [open('entry', { type: 'market' })] }), candlesOf(closes), false)
    expect(legsOf(resting.decisions)).toEqual([])
    const positions = { long: aPosition({ quantity: 1 }) }
    const guarded = [open('sl', { type: 'stop-market' }), open('tp3')]
    expect(legsOf(feed(aView({ positions, openOrders: guarded }), candlesOf(closes), false).decisions)).toEqual([])
  })

  test('protects what has filled, though the entry goes on filling', () => {
    const positions = { long: aPosition({ quantity: '0.6', averagePrice: '1.2' }) }
    const entry = open('entry', { type: 'market', quantity: 2, filledQuantity: '0.6' })
    const event: StrategyEvent = { kind: 'fill', fill: aFill({ quantity: '0.6' }), order: entry.order, leg: 'entry' }
    const { decisions } = hyperRsi.decide(aView({ positions, openOrders: [entry] }), event, settings)
    expect(legsOf(decisions)).toEqual(['place sl 0.6', 'place tp1 0.18', 'place tp2 0.18', 'place tp3 0.24'])
    expect(decisions.every((decision) => decision.kind === 'cancel' || decision.reduceOnly)).toBe(true)
  })

  test('replaces the protection when the entry fills further, the new stop before the old one goes', () => {
    const positions = { long: aPosition({ quantity: 2, averagePrice: '1.2' }) }
    const openOrders = [open('sl', { type: 'stop-market', quantity: '0.6' }), open('tp1', { quantity: '0.6' })]
    const event: StrategyEvent = { kind: 'fill', fill: aFill({ quantity: '1.4' }), order: anOrder(), leg: 'entry' }
    const { decisions } = hyperRsi.decide(aView({ positions, openOrders }), event, settings)
    expect(legsOf(decisions)).toEqual([
      'place sl 2',
      'cancel hr-00000009-sl',
      'cancel hr-00000009-tp1',
      'place tp1 0.6',
      'place tp2 0.6',
      'place tp3 0.8',
    ])
  })

  test('gives up the rest of its entry and cools down when the position has closed', () => {
    const event: StrategyEvent = { kind: 'fill', fill: aFill({ side: 'sell' }), order: anOrder(), leg: 'sl' }
    const { memory, decisions } = hyperRsi.decide(aView({ openOrders: [open('entry', { type: 'market' })] }), event, {
      ...settings,
      cooldownCandles: 3,
    })
    expect(legsOf(decisions)).toEqual(['cancel hr-00000009-entry'])
    expect(memory.cooldown).toBe(3)
  })

  test('does not enter while it cools down', () => {
    const warm = feed(aView(), candlesOf(closes.slice(0, -1)), true)
    const last = candlesOf(closes).slice(-1)
    const decide = (cooldown: number) => feed(aView({ memory: { ...warm.memory, cooldown } }), last, false).decisions
    expect(legsOf(decide(1))).toEqual([])
    expect(legsOf(decide(0))).toHaveLength(1)
  })

  test('mends a stop that was lost with the next candle, and never at once', () => {
    const positions = { long: aPosition({ quantity: 1, averagePrice: '1.2' }) }
    const view = aView({ positions, openOrders: [open('tp3', { quantity: 1 })] })
    const ended: StrategyEvent = { kind: 'order-ended', order: anOrder({ status: 'rejected' }), leg: 'sl' }
    expect(hyperRsi.decide(view, ended, settings).decisions).toEqual([])
    expect(legsOf(feed(view, candlesOf([1.2]), false).decisions)).toEqual(['place sl 1'])
  })

  test('covers what lost its take-profit at the last one', () => {
    const positions = { long: aPosition({ quantity: 1, averagePrice: '1.2' }) }
    const openOrders = [open('sl', { type: 'stop-market', quantity: 1 }), open('tp1', { quantity: '0.3' })]
    const { decisions } = hyperRsi.decide(aView({ positions, openOrders }), { kind: 'started' }, settings)
    expect(legsOf(decisions)).toEqual(['place tp3 0.7'])
    expect(decisions[0]).toMatchObject({ price: price('1.248') })
  })

  test('clears protection that guards nothing before it enters again', () => {
    const openOrders = [open('tp2'), open('sl', { type: 'stop-market' }, true)]
    expect(legsOf(feed(aView({ openOrders }), candlesOf(closes), false).decisions)).toEqual(['cancel hr-00000009-tp2'])
  })

  test('gives up its entry and keeps its protection when it is stopped', () => {
    const positions = { long: aPosition({ quantity: 1 }) }
    const guard = [open('sl', { type: 'stop-market' }), open('tp3')]
    const openOrders = [open('entry', { type: 'market' }), ...guard]
    const view = aView({ status: 'stopped', positions, openOrders })
    expect(legsOf(hyperRsi.decide(view, { kind: 'stopped' }, settings).decisions)).toEqual(['cancel hr-00000009-entry'])
    const late = aView({ status: 'stopped', openOrders: [open('entry', { type: 'market' })] })
    expect(legsOf(feed(late, candlesOf([1.2]), false).decisions)).toEqual(['cancel hr-00000009-entry'])
  })

  test.each(['stopped', 'degraded'] as const)('does not enter while it is %s', (status) => {
    expect(legsOf(feed(aView({ status }), candlesOf(closes), false).decisions)).toEqual([])
  })

  test('mends its stop-loss while it is stopped: when it is told so, and with each candle', () => {
    const positions = { long: aPosition({ quantity: 1, averagePrice: '1.2' }) }
    const view = aView({ status: 'stopped', positions, openOrders: [open('tp3', { quantity: 1 })] })
    expect(legsOf(hyperRsi.decide(view, { kind: 'stopped' }, settings).decisions)).toEqual(['place sl 1'])
    expect(legsOf(feed(view, candlesOf([1.2]), false).decisions)).toEqual(['place sl 1'])
  })

  test('keeps its trend gate shut against a strong fall', () => {
    const slow = Array.from({ length: 61 * 12 }, (_, at) => 3 - at * 0.001)
    const steep = Array.from({ length: 20 }, (_, at) => 2.25 - at * 0.02)
    const fall = candlesOf([...slow, ...steep, 2.02])
    const gated = feed(aView(), fall, false, { ...settings, useTrendGate: true }).decisions
    expect(legsOf(gated)).toEqual([])
    expect(legsOf(feed(aView(), fall, false).decisions)).toHaveLength(1)
  })

  test('has a memory that JSON brings back', () => {
    const { memory } = feed(aView(), candlesOf(closes), true)
    expect(hyperRsi.memorySchema.parse(JSON.parse(JSON.stringify(memory)))).toEqual(memory)
    expect(quantity(1).toFixed()).toBe('1')
  })
})
