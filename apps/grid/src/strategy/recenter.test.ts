import { price, quantity } from '@tradingboost/domain'
import { anInstrument } from '@tradingboost/testkit'
import { describe, expect, test } from 'vitest'
import { freeRungs, type GridMemory } from './grid-memory.ts'
import { buildLadder } from './ladder.ts'
import { recenter } from './recenter.ts'
import { enterRung, fillEntry } from './rung.ts'

const instrument = anInstrument()
const shape = { rungs: 4, spacing: 'arithmetic', stepPercent: 1 } as const
const around = (centre: string): GridMemory => ({
  ladder: [...buildLadder(instrument, price(centre), shape)],
  rungs: [...freeRungs(4)],
})
const prices = ({ ladder }: GridMemory): readonly string[] => ladder.map((at) => at.toFixed())
const at = (close: string, memory = around('1')) => recenter(memory, instrument, price(close), shape)

describe('recenter', () => {
  test('builds the ladder around the first price', () => {
    expect(prices(at('1.2', { ladder: [], rungs: [...freeRungs(4)] }))).toEqual(prices(around('1.2')))
  })

  test('leaves the ladder where it is as long as the price is no more than a step outside', () => {
    expect(prices(at('0.975'))).toEqual(prices(around('1')))
    expect(prices(at('1.025'))).toEqual(prices(around('1')))
  })

  test('builds it anew around a price that has left', () => {
    expect(prices(at('1.03'))).toEqual(prices(around('1.03')))
    expect(prices(at('0.97'))).toEqual(prices(around('0.97')))
  })

  test('builds it anew when the settings ask for another number of rungs', () => {
    expect(recenter(around('1'), instrument, price('1'), { ...shape, rungs: 6 }).ladder).toHaveLength(6)
  })

  test('leaves a rung that holds something its place and its take-profit', () => {
    const before = around('1')
    const place = { side: 'long', price: price('0.985'), takeProfitPrice: price('0.995') } as const
    const held = fillEntry(enterRung(place, quantity(1)), quantity(1), place)
    const after = at('0.9', { ...before, rungs: [held, ...before.rungs.slice(1)] })
    expect(after.rungs[0]).toEqual(held)
    expect(prices(after)).toEqual(prices(around('0.9')))
  })
})
