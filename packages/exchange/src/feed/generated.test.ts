import { createHash } from 'node:crypto'
import { fc, test } from '@fast-check/vitest'
import { candleProblem, type Candle } from '@tradingboost/domain'
import { anInstrument } from '@tradingboost/testkit'
import { expect } from 'vitest'
import { generateCandles } from './generated.ts'

const instrument = anInstrument()
const generate = (seed: number, count: number): Candle[] => [...generateCandles({ seed, count, instrument })]
const digest = (candles: readonly Candle[]) =>
  createHash('sha256').update(JSON.stringify(candles)).digest('hex').slice(0, 16)

test('gives the same market for a seed on every machine, and another one for another seed', () => {
  expect(digest(generate(1, 2_000))).toBe('40f4ecffc0ac3622')
  expect(digest(generate(2, 2_000))).not.toBe(digest(generate(1, 2_000)))
})

test.prop([fc.nat(), fc.integer({ min: 1, max: 300 })], { numRuns: 40 })(
  'gives valid candles on the tick and the lot, five minutes apart',
  (seed, count) => {
    const candles = generate(seed, count)
    expect(candles).toHaveLength(count)
    for (const [index, candle] of candles.entries()) {
      expect(candleProblem(candle)).toBeUndefined()
      expect(candle.openAt - (candles[0]?.openAt ?? 0)).toBe(index * 300_000)
      for (const at of [candle.open, candle.high, candle.low, candle.close]) {
        expect(at.mod(instrument.tickSize).isZero()).toBe(true)
      }
      expect(candle.volume.gt(0) && candle.volume.mod(instrument.lotSize).isZero()).toBe(true)
    }
  },
)

test.prop([fc.nat(100)], { numRuns: 20 })('moves enough to trade on and never runs away', (seed) => {
  const closes = generate(seed, 2_000).map((candle) => candle.close.toNumber())
  expect(Math.max(...closes) / Math.min(...closes)).toBeGreaterThan(1.1)
  expect(Math.max(...closes)).toBeLessThan(1.2 * 5)
  expect(Math.min(...closes)).toBeGreaterThan(1.2 / 5)
})

test('has gaps between a close and the next open', () => {
  const candles = generate(1, 2_000)
  const gaps = candles.filter((candle, index) => index > 0 && !candle.open.eq(candles[index - 1]?.close ?? candle.open))
  expect(gaps.length).toBeGreaterThan(5)
})
