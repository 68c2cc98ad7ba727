import { fc, test } from '@fast-check/vitest'
import { notional, price } from '@tradingboost/domain'
import { anInstrument } from '@tradingboost/testkit'
import { expect } from 'vitest'
import { entryQuantity } from './position-sizing.ts'

test('buys investment times leverage, down to the lot', () => {
  const size = entryQuantity(anInstrument(), price('1.1893'), { investment: '20', leverage: 10 })
  expect(size.toFixed()).toBe('1.68')
})

test('buys the minimum where the investment would not reach it', () => {
  const tiny = { investment: '0.01', leverage: 1 }
  expect(entryQuantity(anInstrument({ minQuantity: '0.05' }), price('1.2'), tiny).toFixed()).toBe('0.05')
  expect(entryQuantity(anInstrument({ minNotional: 10 }), price('1.2'), tiny).toFixed()).toBe('0.09')
})

test.prop([
  fc.integer({ min: 1, max: 10_000_000 }),
  fc.integer({ min: 1, max: 100_000 }),
  fc.integer({ min: 1, max: 125 }),
])(
  'never spends more than investment times leverage, unless the minimum asks for it',
  (ticks, investment, leverage) => {
    const instrument = anInstrument()
    const at = price(instrument.tickSize.times(ticks))
    const size = entryQuantity(instrument, at, { investment: String(investment), leverage })
    const isMinimum = size.eq(instrument.minQuantity)
    expect(isMinimum || notional(instrument, at, size).lte(investment * leverage)).toBe(true)
    expect(size.mod(instrument.lotSize).isZero()).toBe(true)
  },
)
