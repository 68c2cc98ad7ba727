import { money, price, quantity, type Candle } from '@tradingboost/domain'
import type { StrategyEvent, StrategyView, WantedOrders } from '@tradingboost/engine'
import { aCandle, aFill, anInstrument, anOrder, aPosition } from '@tradingboost/testkit'
import { describe, expect, test } from 'vitest'
import { hyperRsiMemory, type HyperRsiMemory } from './hyper-rsi-memory.ts'
import { hyperRsi } from './hyper-rsi.ts'
import { hyperRsiSettings } from './settings.ts'

const instrument = anInstrument()
const settings = hyperRsiSettings.parse({ useTrendGate: false })
type View = StrategyView<HyperRsiMemory>

const aView = (view: Partial<View> = {}): View => ({
  memory: hyperRsi.initialMemory(settings, instrument),
  instrument,
  timeframe: '5m',
  status: 'running',
  positions: {},
  lastCandle: undefined,
  sides: ['long', 'short'],
  room: { orderSlots: 80, notional: money(5_000) },
  ...view,
})
const said = (wanted: WantedOrders): readonly string[] =>
  [...wanted].map(([leg, order]) => `${leg} ${order.quantity.toFixed()}`)

/** A fall deep into the oversold zone, then one candle up: the RSI leaves the zone with the last close. */
const closes = [...Array.from({ length: 20 }, (_, at) => 2 - at * 0.02), 1.75]
const candlesOf = (prices: readonly number[]): readonly Candle[] =>
  prices.map((close, at) => aCandle({ openAt: Date.UTC(2024, 0, 1) + at * 300_000, close }))

function feed(view: View, candles: readonly Candle[], warming: boolean, by = settings) {
  return candles.reduce(
    (answer, candle) =>
      hyperRsi.decide({ ...view, memory: answer.memory, lastCandle: candle }, { kind: 'candle', candle, warming }, by),
    { memory: view.memory, wanted: new Map(), reasons: [] } as ReturnType<typeof hyperRsi.decide>,
  )
}
const codes = ({ reasons }: ReturnType<typeof hyperRsi.decide>) => reasons.map(({ code }) => code)
const last = candlesOf(closes).at(-1)
const entered = feed(aView(), candlesOf(closes), false)
const held = (size: string) => ({ long: aPosition({ quantity: size, averagePrice: '1.2' }) })
const fillOf = (leg: string, size: string): StrategyEvent => ({
  kind: 'fill',
  fill: aFill({ quantity: size, side: leg === 'entry' ? 'buy' : 'sell' }),
  order: undefined,
  leg,
})
/** What HYPERRSI remembers and wants after those fills, each with what is held after it. */
const after = (...fills: readonly (readonly [string, string, string])[]) =>
  fills.reduce(
    (answer, [leg, size, left]) =>
      hyperRsi.decide(
        aView({ memory: answer.memory, lastCandle: last, positions: left === '0' ? {} : held(left) }),
        fillOf(leg, size),
        settings,
      ),
    entered,
  )

describe('HYPERRSI', () => {
  test('enters by market when the RSI leaves the oversold zone', () => {
    expect(entered.wanted.get('entry')).toMatchObject({ side: 'buy', positionSide: 'long', type: 'market' })
  })

  test('wants its entry no longer than until the next candle', () => {
    const next = aCandle({ openAt: Date.UTC(2024, 0, 1) + closes.length * 300_000, close: 1.76 })
    const view = aView({ memory: entered.memory, lastCandle: next })
    expect(hyperRsi.decide(view, { kind: 'candle', candle: next, warming: false }, settings).wanted.size).toBe(0)
    expect(hyperRsi.decide(view, { kind: 'started' }, settings).wanted.size).toBe(0)
  })

  test('wants its entry again when the order never arrived, and not when it was turned away', () => {
    const view = aView({ memory: entered.memory, lastCandle: last })
    const ended = (reason: string): StrategyEvent => ({
      kind: 'order-ended',
      order: anOrder({ status: 'expired', reason }),
      leg: 'entry',
    })
    expect(hyperRsi.decide(view, ended('never-arrived'), settings).wanted).toEqual(entered.wanted)
    expect(hyperRsi.decide(view, ended('insufficient-margin'), settings).wanted.size).toBe(0)
  })

  test('wants nothing on candles that only warm it', () => {
    expect(feed(aView(), candlesOf(closes), true).wanted.size).toBe(0)
  })

  test.each([
    ['the RSI is warm', settings],
    ['the trend is', hyperRsiSettings.parse({})],
  ])('enters nothing before %s, and says so', (_, by) => {
    expect(codes(feed(aView(), candlesOf(by.useTrendGate ? closes : [2, 1.9]), false, by))).toEqual(['warming'])
  })

  test('stays out on the side that its direction leaves out', () => {
    expect(feed(aView(), candlesOf(closes), false, { ...settings, direction: 'short' }).wanted.size).toBe(0)
  })

  test('sells nothing short on spot, and says so', () => {
    const mirrored = candlesOf(closes.map((close) => 4 - close))
    expect(feed(aView(), mirrored, false).wanted.get('entry')).toMatchObject({ side: 'sell' })
    const onSpot = feed(aView({ sides: ['long'] }), mirrored, false)
    expect([onSpot.wanted.size, codes(onSpot)]).toEqual([0, ['spot-has-no-short']])
  })

  test('enters nothing while it holds a position, while Redis is away, and while it cools down', () => {
    expect(feed(aView({ positions: held('1') }), candlesOf(closes), false).wanted.has('entry')).toBe(false)
    expect(codes(feed(aView({ status: 'degraded' }), candlesOf(closes), false))).toEqual(['redis-down'])
    const warm = feed(aView(), candlesOf(closes.slice(0, -1)), true)
    const decide = (cooldown: number) =>
      feed(aView({ memory: { ...warm.memory, cooldown } }), candlesOf(closes).slice(-1), false)
    expect(codes(decide(1))).toEqual(['cooldown'])
    expect([...decide(0).wanted.keys()]).toEqual(['entry'])
  })

  test('protects what has filled, and wants the rest of the entry besides', () => {
    const { wanted } = after(['entry', '0.6', '0.6'])
    const rest = entered.wanted.get('entry')?.quantity.minus('0.6').toFixed() ?? ''
    expect(said(wanted)).toEqual(['sl 0.6', 'tp1 0.18', 'tp2 0.18', 'tp3 0.24', `entry ${rest}`])
    expect(wanted.get('sl')).toMatchObject({ type: 'stop-market', reduceOnly: true })
  })

  test('takes no profit twice: what has filled is used up, after a crash as well', () => {
    const taken = after(['entry', '1', '1'], ['tp1', '0.3', '0.7'], ['tp2', '0.1', '0.6'])
    expect(said(taken.wanted).slice(0, 3)).toEqual(['sl 0.6', 'tp2 0.2', 'tp3 0.4'])
    expect(taken.wanted.get('tp2')).toMatchObject({ price: price('1.236') })
    const memory = hyperRsiMemory.parse(JSON.parse(JSON.stringify(taken.memory)))
    const view = aView({ memory, positions: held('0.6'), lastCandle: last })
    expect(hyperRsi.decide(view, { kind: 'started' }, settings).wanted).toEqual(taken.wanted)
  })

  test('wants the same protection after an order has ended, whatever ended it', () => {
    const { memory, wanted } = after(['entry', '1', '1'])
    const view = aView({ memory, positions: held('1'), lastCandle: last })
    for (const status of ['rejected', 'canceled', 'expired'] as const) {
      const ended: StrategyEvent = { kind: 'order-ended', order: anOrder({ status }), leg: 'sl' }
      expect(hyperRsi.decide(view, ended, settings).wanted).toEqual(wanted)
    }
  })

  test('covers no more than is left when somebody else closed a part: the farthest take-profit shrinks first', () => {
    const { memory } = after(['entry', '1', '1'])
    const lost: StrategyEvent = { kind: 'position-lost', side: 'long', quantity: quantity('0.84') }
    const { wanted } = hyperRsi.decide(aView({ memory, positions: held('0.16') }), lost, settings)
    expect(said(wanted)).toEqual(['sl 0.16', 'tp1 0.16'])
  })

  test('guards a position that its memory knows nothing of by the whole ladder', () => {
    const { wanted } = hyperRsi.decide(aView({ positions: held('1') }), { kind: 'started' }, settings)
    expect(said(wanted)).toEqual(['sl 1', 'tp1 0.3', 'tp2 0.3', 'tp3 0.4'])
  })

  test('wants nothing and cools down when the position has closed, by whomever', () => {
    const open = after(['entry', '1', '1'])
    const by = { ...settings, cooldownCandles: 3 }
    const view = aView({ memory: open.memory, lastCandle: last })
    const lost: StrategyEvent = { kind: 'position-lost', side: 'long', quantity: quantity(1) }
    for (const event of [fillOf('sl', '1'), lost]) {
      const { memory, wanted } = hyperRsi.decide(view, event, by)
      expect([wanted.size, memory.cooldown, memory.position]).toEqual([0, 3, null])
    }
  })

  test('gives up its entry and keeps its protection when it is stopped', () => {
    const { memory } = after(['entry', '1', '1'])
    const view = aView({ status: 'stopped', memory, positions: held('1'), lastCandle: last })
    expect(said(hyperRsi.decide(view, { kind: 'stopped' }, settings).wanted)).toEqual([
      'sl 1',
      'tp1 0.3',
      'tp2 0.3',
      'tp3 0.4',
    ])
    expect(feed(aView({ status: 'stopped' }), candlesOf(closes), false).wanted.size).toBe(0)
  })

  test('reads the memory of the release before', () => {
    const { entry: _, position: __, idle: ___, ...old } = entered.memory
    expect(hyperRsiMemory.parse(JSON.parse(JSON.stringify(old)))).toMatchObject({ entry: null, position: null })
  })
})
