import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { price, quantity } from './amounts.ts'
import { decimal, zero } from './decimal.ts'
import { notional, pnl, roundToLot, roundToTick, type Instrument } from './instrument.ts'

const anInstrument = (changes: Partial<Instrument> = {}): Instrument => ({
  exchange: 'okx',
  symbol: 'XRP-USDT-SWAP',
  kind: 'swap',
  base: 'XRP',
  quote: 'USDT',
  settle: 'USDT',
  tickSize: decimal('0.0001'),
  lotSize: decimal('0.1'),
  minQuantity: quantity('0.1'),
  minNotional: zero,
  contractSize: decimal(100),
  ...changes,
})

const steps = fc.constantFrom('0.00000001', '0.0001', '0.01', '0.5', '1', '25', '0.0003').map((text) => decimal(text))
const amounts = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.integer({ min: 0, max: 12 }))
  .map(([digits, places]) => decimal(`${digits}e-${places}`))

describe('roundToTick', () => {
  test.prop([steps, amounts])('gives the multiples of the tick on either side of a price', (tickSize, value) => {
    const instrument = anInstrument({ tickSize })
    const down = roundToTick(instrument, value, 'down')
    const up = roundToTick(instrument, value, 'up')
    expect(down.mod(tickSize).isZero()).toBe(true)
    expect(up.mod(tickSize).isZero()).toBe(true)
    expect(down.lte(value)).toBe(true)
    expect(up.gte(value)).toBe(true)
    expect(up.minus(down).eq(value.mod(tickSize).isZero() ? zero : tickSize)).toBe(true)
  })

  test.prop([steps, amounts])('takes the nearer of the two, and the upper one on a tie', (tickSize, value) => {
    const instrument = anInstrument({ tickSize })
    const down = roundToTick(instrument, value, 'down')
    const up = roundToTick(instrument, value, 'up')
    const expected = value.minus(down).lt(up.minus(value)) ? down : up
    expect(roundToTick(instrument, value, 'nearest').toString()).toBe(expected.toString())
  })

  test.prop([steps, amounts, fc.constantFrom('down' as const, 'up' as const, 'nearest' as const)])(
    'leaves a rounded price alone',
    (tickSize, value, rounding) => {
      const instrument = anInstrument({ tickSize })
      const once = roundToTick(instrument, value, rounding)
      expect(roundToTick(instrument, once, rounding).toString()).toBe(once.toString())
    },
  )

  test.each([
    ['64123.45', '0.1', '64123.5'],
    ['1.00015', '0.0001', '1.0002'],
    ['1.00015', '0.01', '1'],
    ['2.675', '0.01', '2.68'],
  ])('rounds %s to a tick of %s as %s, where binary floats go wrong', (value, tick, expected) => {
    const instrument = anInstrument({ tickSize: decimal(tick) })
    expect(roundToTick(instrument, decimal(value), 'nearest').toString()).toBe(expected)
  })

  test('refuses an instrument without a positive tick', () => {
    const instrument = anInstrument({ tickSize: zero })
    expect(() => roundToTick(instrument, decimal(1), 'down')).toThrow(
      'XRP-USDT-SWAP has a tickSize of 0: read the instrument from okx again',
    )
  })
})

describe('roundToLot', () => {
  test.prop([steps, amounts])('gives the multiples of the lot on either side of a quantity', (lotSize, value) => {
    const instrument = anInstrument({ lotSize })
    const down = roundToLot(instrument, value, 'down')
    const up = roundToLot(instrument, value, 'up')
    expect(down.mod(lotSize).isZero() && up.mod(lotSize).isZero()).toBe(true)
    expect(up.minus(down).eq(value.mod(lotSize).isZero() ? zero : lotSize)).toBe(true)
    expect(down.lte(value) && up.gte(value)).toBe(true)
  })

  test('keeps an exact multiple that binary division would lose', () => {
    expect(roundToLot(anInstrument(), decimal('0.3'), 'down').toString()).toBe('0.3')
  })

  test('refuses a negative quantity', () => {
    expect(() => roundToLot(anInstrument(), decimal(-1), 'down')).toThrow(
      expect.objectContaining({ code: 'invalid-amount' }),
    )
  })
})

describe('notional and pnl', () => {
  const entry = price('1.2')
  const exit = price('1.25')
  const ten = quantity(10)

  test('count the contract size', () => {
    expect(notional(anInstrument(), entry, ten).toString()).toBe('1200')
    expect(pnl(anInstrument(), 'long', entry, exit, ten).toString()).toBe('50')
    expect(pnl(anInstrument({ kind: 'spot', contractSize: decimal(1) }), 'long', entry, exit, ten).toString()).toBe(
      '0.5',
    )
  })

  test.prop([amounts, amounts, amounts])('mirror each other: what a long gains a short loses', (from, to, held) => {
    const long = pnl(anInstrument(), 'long', price(from), price(to), quantity(held))
    const short = pnl(anInstrument(), 'short', price(from), price(to), quantity(held))
    expect(long.plus(short).isZero()).toBe(true)
    expect(long.isPositive() || from.gt(to)).toBe(true)
  })

  test('refuse a swap that settles in its base currency', () => {
    const inverse = anInstrument({ symbol: 'BTC-USD-SWAP', base: 'BTC', quote: 'USD', settle: 'BTC' })
    const sentence = 'BTC-USD-SWAP settles in BTC, its base currency: trade the one that settles in a stablecoin'
    expect(() => notional(inverse, entry, ten)).toThrow(sentence)
    expect(() => pnl(inverse, 'short', entry, exit, ten)).toThrow(sentence)
  })
})
