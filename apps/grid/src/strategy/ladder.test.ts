import { fc, test } from '@fast-check/vitest'
import { price } from '@tradingboost/domain'
import { anInstrument } from '@tradingboost/testkit'
import { describe, expect } from 'vitest'
import { buildLadder, neighbourPrice } from './ladder.ts'

const instrument = anInstrument()
const text = (prices: readonly { toFixed(): string }[]): readonly string[] => prices.map((at) => at.toFixed())

describe('buildLadder', () => {
  test('puts arithmetic rungs equally far apart around the centre', () => {
    const ladder = buildLadder(instrument, price(1), { rungs: 4, spacing: 'arithmetic', stepPercent: 1 })
    expect(text(ladder)).toEqual(['0.985', '0.995', '1.005', '1.015'])
  })

  test('puts geometric rungs apart by the same ratio', () => {
    const ladder = buildLadder(instrument, price(1), { rungs: 3, spacing: 'geometric', stepPercent: 10 })
    expect(text(ladder)).toEqual(['0.9091', '1', '1.1'])
  })

  const shape = fc.record({
    rungs: fc.integer({ min: 2, max: 40 }),
    spacing: fc.constantFrom('arithmetic', 'geometric'),
    stepPercent: fc.double({ min: 0.001, max: 4.9, noNaN: true }),
  })
  test.prop([shape, fc.integer({ min: 1, max: 10_000_000 })])(
    'has as many rungs as asked, on ticks, above zero and strictly rising, whatever the step',
    (wanted, ticks) => {
      const ladder = buildLadder(instrument, price(instrument.tickSize.times(ticks)), wanted)
      expect(ladder).toHaveLength(wanted.rungs)
      for (const [level, at] of ladder.entries()) {
        expect(at.mod(instrument.tickSize).isZero()).toBe(true)
        expect(at.gt(ladder[level - 1] ?? 0)).toBe(true)
      }
    },
  )
})

describe('neighbourPrice', () => {
  const ladder = [price('1'), price('1.01'), price('1.03')]

  test('is the price of the rung beside', () => {
    expect(neighbourPrice(instrument, ladder, 1, 1).toFixed()).toBe('1.03')
    expect(neighbourPrice(instrument, ladder, 1, -1).toFixed()).toBe('1')
  })

  test('goes on with the last step beyond the ends', () => {
    expect(neighbourPrice(instrument, ladder, 2, 1).toFixed()).toBe('1.05')
    expect(neighbourPrice(instrument, ladder, 0, -1).toFixed()).toBe('0.99')
  })

  test('never falls to zero', () => {
    expect(neighbourPrice(instrument, [price('0.0001'), price('1')], 0, -1).toFixed()).toBe('0.0001')
  })
})
