import { fc, test } from '@fast-check/vitest'
import { aCandle } from '@tradingboost/testkit'
import { expect } from 'vitest'
import { addToTrend, noTrendCandles } from './trend-candles.ts'

const startAt = Date.UTC(2024, 0, 1)
const spans = { candle: '5m', trend: '1h' } as const
const feed = (minutes: readonly number[], keep = 60) =>
  minutes.reduce(
    (trend, minute) =>
      addToTrend(trend, aCandle({ openAt: startAt + minute * 60_000, close: 100 + minute }), spans, keep),
    noTrendCandles,
  )
const everyFive = (count: number): number[] => Array.from({ length: count }, (_, at) => at * 5)

test('closes an hour with its last candle of five minutes', () => {
  expect(feed(everyFive(11)).closes).toEqual([])
  expect(feed(everyFive(12))).toEqual({ closes: [155], forming: null })
  expect(feed(everyFive(13)).forming?.close).toBe(160)
})

test('closes an hour whose end was missed as soon as a later candle comes', () => {
  expect(feed([0, 5, 65]).closes).toEqual([105])
})

test('takes candles longer than the trend timeframe as they are', () => {
  const trend = addToTrend(noTrendCandles, aCandle({ openAt: startAt, close: 7 }), { candle: '4h', trend: '1h' }, 5)
  expect(trend).toEqual({ closes: [7], forming: null })
})

test.prop([fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 10 })])(
  'keeps no more closes than asked',
  (count, keep) => {
    expect(feed(everyFive(count), keep).closes).toHaveLength(Math.min(Math.floor(count / 12), keep))
  },
)
