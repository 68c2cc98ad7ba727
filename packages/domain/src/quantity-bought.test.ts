import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { price, quantity } from './amounts.ts'
import { decimal } from './decimal.ts'
import { notional, type Instrument } from './instrument.ts'
import { quantityBought } from './quantity-bought.ts'

const anInstrument = (fields: Partial<Instrument> = {}): Instrument => ({
  exchange: 'okx',
  symbol: 'XRP-USDT-SWAP',
  kind: 'swap',
  base: 'XRP',
  quote: 'USDT',
  settle: 'USDT',
  tickSize: decimal('0.0001'),
  lotSize: decimal('0.01'),
  minQuantity: quantity('0.01'),
  minNotional: decimal(0),
  contractSize: decimal(100),
  ...fields,
})

test('buys what the worth pays for, down to the lot', () => {
  expect(quantityBought(anInstrument(), price('1.1893'), decimal(200)).toFixed()).toBe('1.68')
})

test('buys the minimum where the worth would not reach it', () => {
  const tiny = decimal('0.01')
  expect(quantityBought(anInstrument({ minQuantity: quantity('0.05') }), price('1.2'), tiny).toFixed()).toBe('0.05')
  expect(quantityBought(anInstrument({ minNotional: decimal(10) }), price('1.2'), tiny).toFixed()).toBe('0.09')
})

test.prop([fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 12_500_000 })])(
  'never spends more than the worth, unless the minimum asks for it',
  (ticks, worth) => {
    const instrument = anInstrument()
    const at = price(instrument.tickSize.times(ticks))
    const bought = quantityBought(instrument, at, decimal(worth))
    expect(bought.eq(instrument.minQuantity) || notional(instrument, at, bought).lte(worth)).toBe(true)
    expect(bought.mod(instrument.lotSize).isZero()).toBe(true)
  },
)
