import { fc, test } from '@fast-check/vitest'
import { price, quantity } from '@tradingboost/domain'
import { describe, expect } from 'vitest'
import { enterRung, fillEntry, fillTakeProfit, freeRung, giveUpEntry, rung, type Rung } from './rung.ts'

const place = { side: 'long', price: price('1'), takeProfitPrice: price('1.01') } as const
const entering = (rest: string): Rung => enterRung(place, quantity(rest))
const holding = (size: string, of = size): Rung => fillEntry(entering(of), quantity(size), place)

describe('a rung', () => {
  test('holds what has filled of its entry, part by part, and knows the rest', () => {
    expect(fillEntry(holding('1', '2'), quantity('0.5'), place)).toMatchObject({
      kind: 'holding',
      quantity: quantity('1.5'),
      rest: quantity('0.5'),
    })
  })

  test('is free only when its take-profit has filled', () => {
    const half = fillTakeProfit(holding('1'), quantity('0.4'))
    expect(half).toMatchObject({ kind: 'holding', quantity: quantity('0.6') })
    expect(fillTakeProfit(half, quantity('0.6'))).toEqual(freeRung)
  })

  test('is free when more is taken than it held', () => {
    expect(fillTakeProfit(holding('1'), quantity('1.84'))).toEqual(freeRung)
  })

  test('goes on entering when its take-profit has filled and a rest of its entry is left', () => {
    expect(fillTakeProfit(holding('1', '3'), quantity('1'))).toEqual(entering('2'))
  })

  test('keeps what it holds when its entry is given up', () => {
    expect(giveUpEntry(entering('1'))).toEqual(freeRung)
    expect(giveUpEntry(holding('1', '3'))).toEqual(holding('1'))
  })

  test('holds what fills of an entry that it had given up, where that entry was', () => {
    expect(fillEntry(freeRung, quantity('1'), place)).toEqual(holding('1'))
  })

  test('holds nothing of the other side besides its own', () => {
    expect(fillEntry(holding('1'), quantity('2'), { ...place, side: 'short' })).toEqual(holding('1'))
  })

  const part = fc.integer({ min: 1, max: 1_000 }).map((lots) => quantity(lots / 100))
  test.prop([fc.array(part, { minLength: 1, maxLength: 8 })])(
    'is free after any parts filled and the same parts were taken profit of',
    (parts) => {
      const total = parts.reduce((sum, size) => quantity(sum.plus(size)), quantity(0))
      const full = parts.reduce((before, size) => fillEntry(before, size, place), entering(total.toFixed()))
      expect(full.kind).toBe('holding')
      expect(parts.reduce<Rung>((before, size) => fillTakeProfit(before, size), full)).toEqual(freeRung)
    },
  )

  test.prop([fc.constantFrom(freeRung, entering('1'), holding('1.23', '2'))])(
    'comes back from JSON as it was',
    (before) => {
      expect(rung.parse(JSON.parse(JSON.stringify(before)))).toEqual(before)
    },
  )
})
