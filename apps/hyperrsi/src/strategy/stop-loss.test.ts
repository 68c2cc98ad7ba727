import { fc, test } from '@fast-check/vitest'
import { price } from '@tradingboost/domain'
import { anInstrument } from '@tradingboost/testkit'
import { expect } from 'vitest'
import { stopLossPrice } from './stop-loss.ts'

const instrument = anInstrument()

test('stops a long 5 % below and a short 5 % above its average price', () => {
  expect(stopLossPrice(instrument, 'long', price('1.2'), 5).toFixed()).toBe('1.14')
  expect(stopLossPrice(instrument, 'short', price('1.2'), 5).toFixed()).toBe('1.26')
})

test.prop([
  fc.integer({ min: 1_000, max: 1_000_000 }),
  fc.double({ min: 0.1, max: 90, noNaN: true }),
  fc.constantFrom('long', 'short'),
])('stands on a tick, and loses no more than set', (ticks, percent, side) => {
  const entry = price(instrument.tickSize.times(ticks).plus('0.00005'))
  const stop = stopLossPrice(instrument, side, entry, percent)
  expect(stop.mod(instrument.tickSize).isZero()).toBe(true)
  const loss = (side === 'long' ? entry.minus(stop) : stop.minus(entry)).div(entry).times(100)
  expect(loss.toNumber()).toBeLessThanOrEqual(percent * (1 + 1e-12))
})
