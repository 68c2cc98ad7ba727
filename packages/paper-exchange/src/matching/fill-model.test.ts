import { fc, test } from '@fast-check/vitest'
import { decimal, epochMs, price, quantity, type Candle } from '@tradingboost/domain'
import { expect } from 'vitest'
import { suiteTerms } from '@tradingboost/exchange/testing'
import { candlePath, defaultFillModel, takingPrice, volumeBudget } from './fill-model.ts'

const aCandle = (open: number, high: number, low: number, close: number, volume = 1_000): Candle => ({
  openAt: epochMs(0),
  open: price(open),
  high: price(high),
  low: price(low),
  close: price(close),
  volume: quantity(volume),
})
const path = (candle: Candle, exposure: number) => candlePath(candle, decimal(exposure)).map((at) => at.toNumber())

test('walks the low first for a long exposure and the high first for a short one', () => {
  const candle = aCandle(100, 105, 95, 101)
  expect(path(candle, 3)).toEqual([100, 95, 105, 101])
  expect(path(candle, -3)).toEqual([100, 105, 95, 101])
})

test('walks against the direction of the candle first when there is no exposure', () => {
  expect(path(aCandle(100, 105, 95, 101), 0)).toEqual([100, 95, 105, 101])
  expect(path(aCandle(100, 105, 95, 99), 0)).toEqual([100, 105, 95, 99])
})

test('gives whole lots of the volume, and never more at a touch than at all', () => {
  const { instrument } = suiteTerms
  const model = { ...defaultFillModel, participation: decimal('0.01'), touchParticipation: decimal('0.5') }
  const budget = volumeBudget(model, instrument, aCandle(100, 105, 95, 101, 399))
  expect([budget.through.toNumber(), budget.touch.toNumber()]).toEqual([3, 3])
})

test.prop([fc.constantFrom('buy', 'sell'), fc.integer({ min: 950, max: 1_050 }), fc.nat(300)])(
  'taking costs the slippage and stays within the candle',
  (side, at, slippageTicks) => {
    const candle = aCandle(100, 105, 95, 101)
    const last = price(decimal(at).div(10))
    const taken = takingPrice({ ...defaultFillModel, slippageTicks }, suiteTerms.instrument, { side, at: last, candle })
    expect(side === 'buy' ? taken.gte(last) : taken.lte(last)).toBe(true)
    expect(taken.gte(candle.low) && taken.lte(candle.high)).toBe(true)
    expect(
      taken
        .minus(last)
        .abs()
        .lte(slippageTicks / 10),
    ).toBe(true)
  },
)
