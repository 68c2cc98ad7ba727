import { botId, money, userId, zero, type Decimal } from '@tradingboost/domain'
import { runReplay } from '@tradingboost/engine'
import { generateCandles } from '@tradingboost/exchange'
import { createPaperExchange } from '@tradingboost/paper-exchange'
import { anInstrument } from '@tradingboost/testkit'
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { grid, gridHistory } from './grid.ts'
import { parseRungLeg } from './rung-leg.ts'
import { gridSettings, type GridSettings } from './settings.ts'

const instrument = anInstrument()
const user = userId('1002')

async function replay(seed: number, settings: GridSettings) {
  const paper = createPaperExchange({ instruments: [instrument], accounts: { [user]: { balance: money('10000') } } })
  const bot = {
    botId: botId('grid'),
    userId: user,
    exchange: 'okx',
    symbol: instrument.symbol,
    timeframe: '5m',
    tag: 'gr',
  } as const
  const { events, report } = await runReplay({
    bot,
    strategy: grid,
    settings,
    limits: { maxNotional: money('20000'), maxOpenOrders: 100 },
    historyLength: gridHistory,
    paper,
    candles: generateCandles({ seed, count: 150, instrument }),
  })
  return { events, report, book: paper.book(user) }
}

const someSettings = fc
  .record({
    direction: fc.constantFrom('long', 'short', 'both'),
    rungs: fc.integer({ min: 2, max: 24 }),
    spacing: fc.constantFrom('arithmetic', 'geometric'),
    stepPercent: fc.constantFrom(0.05, 0.2, 0.5, 1),
    ordersPerSide: fc.integer({ min: 1, max: 6 }),
    // From a hundredth of a candle's volume to more than it fills: partial fills on many candles.
    investmentPerRung: fc.constantFrom('20', '400', '2000'),
  })
  .map((settings) => gridSettings.parse(settings))

test.prop([fc.integer({ min: 1, max: 1_000_000 }), someSettings], {
  numRuns: 25,
  examples: [
    [
      673822,
      gridSettings.parse({
        direction: 'long',
        rungs: 10,
        spacing: 'arithmetic',
        stepPercent: 0.05,
        ordersPerSide: 1,
        investmentPerRung: '400',
        leverage: 10,
      }),
    ],
  ],
})('on any market a rung is refilled only after all that it held was taken profit of', async (seed, settings) => {
  const { events, report, book } = await replay(seed, settings)
  const got = new Map<number, Decimal>()
  const taken = new Map<number, Decimal>()
  const of = (sums: Map<number, Decimal>, level: number): Decimal => sums.get(level) ?? zero
  const add = (sums: Map<number, Decimal>, level: number, more: Decimal) => sums.set(level, of(sums, level).plus(more))
  for (const event of events) {
    if (event.kind !== 'order-intended' && event.kind !== 'order-filled') continue
    const leg = parseRungLeg(event.leg)
    if (leg === undefined) throw new Error(`an order has the leg ${event.leg}`)
    const { level } = leg
    if (event.kind === 'order-filled') add(leg.kind === 'entry' ? got : taken, level, event.fill.quantity)
    else if (leg.kind === 'entry') expect(of(taken, level).toFixed()).toBe(of(got, level).toFixed())
    expect(of(taken, level).lte(of(got, level))).toBe(true)
  }
  const fills = events.flatMap((event) => (event.kind === 'order-filled' ? [event.fill.fillId] : []))
  expect(fills).toEqual(book.fills.map(({ fillId }) => fillId))
  expect(report.reasons.filter(({ code }) => code === 'rejected')).toEqual([])
  expect(report.rejected).toBe(0)
})
