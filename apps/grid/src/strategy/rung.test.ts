import { fc, test } from '@fast-check/vitest'
import { price, quantity } from '@tradingboost/domain'
import { describe, expect } from 'vitest'
import { endEntry, enterRung, fillEntry, fillTakeProfit, freeRung, rung, type Rung } from './rung.ts'

const entering = enterRung('long', price('1'), price('1.01'))
const holding = (size: string): Rung => fillEntry(entering, quantity(size))

describe('a rung', () => {
  test('holds what has filled of its entry, part by part', () => {
    expect(fillEntry(holding('1'), quantity('0.5'))).toMatchObject({ kind: 'holding', quantity: quantity('1.5') })
  })

  test('is free only when its take-profit has filled', () => {
    const half = fillTakeProfit(holding('1'), quantity('0.4'), false)
    expect(half).toMatchObject({ kind: 'holding', quantity: quantity('0.6') })
    expect(fillTakeProfit(half, quantity('0.6'), false)).toEqual(freeRung)
  })

  test('goes on entering when its take-profit has filled and the rest of its entry rests', () => {
    expect(fillTakeProfit(holding('1'), quantity('1'), true)).toEqual(entering)
  })

  test('is free again when its entry has ended unfilled', () => {
    expect(endEntry(entering)).toEqual(freeRung)
  })

  test('keeps what it holds when the rest of its entry has ended', () => {
    expect(endEntry(holding('1'))).toEqual(holding('1'))
  })

  test('takes no fill when it is free: what it is part of is not known', () => {
    expect(fillEntry(freeRung, quantity('1'))).toEqual(freeRung)
  })

  const part = fc.integer({ min: 1, max: 1_000 }).map((lots) => quantity(lots / 100))
  test.prop([fc.array(part, { minLength: 1, maxLength: 8 })])(
    'is free after any parts filled and the same parts were taken profit of',
    (parts) => {
      const full = parts.reduce<Rung>(fillEntry, entering)
      expect(full.kind).toBe('holding')
      expect(parts.reduce<Rung>((before, size) => fillTakeProfit(before, size, false), full)).toEqual(freeRung)
    },
  )

  test.prop([fc.constantFrom(freeRung, entering, holding('1.23'))])('comes back from JSON as it was', (before) => {
    expect(rung.parse(JSON.parse(JSON.stringify(before)))).toEqual(before)
  })
})
