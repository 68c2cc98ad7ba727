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

const taken = (side: 'buy' | 'sell', share: number, model = defaultFillModel) =>
  takingPrice(model, suiteTerms.instrument, {
    side,
    at: price(100),
    quantity: quantity(share),
    candle: aCandle(100, 105, 95, 101),
  })

test('an order that takes loses the slippage, and more the greater its share of the volume is', () => {
  const model = { ...defaultFillModel, slippageTicks: 2, impact: decimal('0.5') }
  const prices = [0, 10, 40, 90, 1_000].map((share) => taken('buy', share, model).toNumber())
  expect(prices).toEqual([100.2, 100.7, 101.2, 101.7, 105.2])
  expect(taken('sell', 40, model).toNumber()).toBe(98.8)
})

test('nothing trades at a price of zero or below', () => {
  expect(taken('sell', 10, { ...defaultFillModel, slippageTicks: 5_000 }).toNumber()).toBe(0.1)
})

test.prop([fc.constantFrom('buy', 'sell'), fc.nat(1_000), fc.nat(1_000)])(
  'a greater share never trades at a better price, and each price is on the tick',
  (side, one, other) => {
    const [less, more] = [taken(side, Math.min(one, other)), taken(side, Math.max(one, other))]
    expect(side === 'buy' ? more.gte(less) : more.lte(less)).toBe(true)
    expect(more.mod(suiteTerms.instrument.tickSize).isZero()).toBe(true)
  },
)
