import { fc, test } from '@fast-check/vitest'
import { price, quantity, zero } from '@tradingboost/domain'
import { anInstrument } from '@tradingboost/testkit'
import { describe, expect } from 'vitest'
import { hyperRsiSettings } from './settings.ts'
import { takeProfitLadder } from './take-profit-ladder.ts'

const { takeProfits } = hyperRsiSettings.parse({})
const instrument = anInstrument({ lotSize: '0.01', minQuantity: '0.01' })
const ladder = (size: string, side: 'long' | 'short' = 'long', of = instrument) =>
  takeProfitLadder({ instrument: of, side, quantity: quantity(size), averagePrice: price('1.2'), takeProfits }).map(
    ({ leg, price: at, quantity: part }) => `${leg} ${part.toFixed()} at ${at.toFixed()}`,
  )

describe('takeProfitLadder', () => {
  test('takes 30, 30 and 40 % at 2, 3 and 4 % above a long', () => {
    expect(ladder('10')).toEqual(['tp1 3 at 1.224', 'tp2 3 at 1.236', 'tp3 4 at 1.248'])
  })

  test('takes them below a short', () => {
    expect(ladder('10', 'short')).toEqual(['tp1 3 at 1.176', 'tp2 3 at 1.164', 'tp3 4 at 1.152'])
  })

  test('gives what rounding leaves over to the last', () => {
    expect(ladder('1.67')).toEqual(['tp1 0.5 at 1.224', 'tp2 0.5 at 1.236', 'tp3 0.67 at 1.248'])
  })

  test('hands a part below the minimum on to the next', () => {
    const coarse = anInstrument({ lotSize: '0.01', minQuantity: '0.5' })
    expect(ladder('1.6', 'long', coarse)).toEqual(['tp3 1.6 at 1.248'])
    expect(ladder('1.7', 'long', coarse)).toEqual(['tp1 0.51 at 1.224', 'tp2 0.51 at 1.236', 'tp3 0.68 at 1.248'])
  })

  test('hands a last part below the minimum back to the one before', () => {
    const even = takeProfitLadder({
      instrument: anInstrument({ lotSize: '1', minQuantity: '2' }),
      side: 'long',
      quantity: quantity(5),
      averagePrice: price('1.2'),
      takeProfits: [
        { ratio: 45, percent: 1 },
        { ratio: 45, percent: 2 },
        { ratio: 10, percent: 3 },
      ],
    })
    expect(even.map(({ leg, quantity: part }) => `${leg} ${part.toFixed()}`)).toEqual(['tp1 2', 'tp2 3'])
  })

  test('keeps a position that is below the minimum whole', () => {
    expect(ladder('0.01', 'long', anInstrument({ minQuantity: '0.05' }))).toEqual(['tp3 0.01 at 1.248'])
  })

  const someInstrument = fc.record({
    lots: fc.constantFrom('0.01', '0.1', '1'),
    minimum: fc.integer({ min: 1, max: 9 }),
  })
  const ratios = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 })
  test.prop([someInstrument, fc.integer({ min: 1, max: 100_000 }), ratios, fc.constantFrom('long', 'short')])(
    'adds up to the position, in lots, each part not below the minimum unless the position itself is',
    ({ lots, minimum }, count, weights, side) => {
      const of = anInstrument({ lotSize: lots, minQuantity: quantity(lots).times(minimum) })
      const total = quantity(quantity(lots).times(count))
      const parts = takeProfitLadder({
        instrument: of,
        side,
        quantity: total,
        averagePrice: price('1.2345'),
        takeProfits: weights.map((ratio, at) => ({ ratio, percent: at + 1 })),
      })
      expect(parts.reduce((sum, part) => sum.plus(part.quantity), zero).eq(total)).toBe(true)
      for (const part of parts) {
        expect(part.quantity.mod(of.lotSize).isZero()).toBe(true)
        if (total.gte(of.minQuantity)) expect(part.quantity.gte(of.minQuantity)).toBe(true)
        expect(side === 'long' ? part.price.gt('1.2345') : part.price.lt('1.2345')).toBe(true)
      }
    },
  )
})
