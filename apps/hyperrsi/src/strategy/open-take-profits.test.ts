import { fc, test } from '@fast-check/vitest'
import { quantity, zero } from '@tradingboost/domain'
import { anInstrument, aPosition } from '@tradingboost/testkit'
import { expect } from 'vitest'
import { openTakeProfits } from './protection.ts'
import { hyperRsiSettings } from './settings.ts'

const lots = (max: number) => fc.integer({ min: 0, max }).map((count) => quantity(count).div(100))

test.prop(
  [
    fc.integer({ min: 1, max: 500 }),
    lots(500),
    fc.record({ tp1: lots(500), tp2: lots(500), tp3: lots(500) }),
    fc.constantFrom('0.01', '0.05', '0.5'),
  ],
  { numRuns: 1_000 },
)(
  'the open take-profits cover what is held, whatever was entered, taken and closed by others',
  (held, more, taken, least) => {
    const instrument = anInstrument({ minQuantity: least })
    const position = aPosition({ quantity: quantity(held).div(100).toFixed(), averagePrice: 1 })
    const used = {
      side: 'long' as const,
      entered: quantity(position.quantity.plus(more)),
      taken: { tp1: quantity(taken.tp1), tp2: quantity(taken.tp2), tp3: quantity(taken.tp3) },
    }
    const open = openTakeProfits(instrument, position, used, hyperRsiSettings.parse({}))
    expect(open.reduce((sum, part) => sum.plus(part.quantity), zero).toFixed()).toBe(position.quantity.toFixed())
    expect(open.length === 1 || open.every((part) => part.quantity.gte(instrument.minQuantity))).toBe(true)
  },
)
