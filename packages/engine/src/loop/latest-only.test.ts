import { epochMs } from '@tradingboost/domain'
import { aCandle, anOrder, aPosition } from '@tradingboost/testkit'
import { expect, test } from 'vitest'
import { latestOnly } from './latest-only.ts'

const at = epochMs(1)
const updated = (id: string, revision: number) =>
  ({ kind: 'order-updated', at, order: anOrder({ clientOrderId: id, revision }), leg: 'entry' }) as const
const candle = (index: number) => ({ kind: 'candle-closed', at, candle: aCandle(), index }) as const

test('keeps of each order, position and candle stream what happened last, in that order', () => {
  const long = { kind: 'position-changed', at, position: aPosition({ revision: 1 }) } as const
  const events = [updated('a-1', 1), candle(1), updated('b-1', 1), long, updated('a-1', 2), candle(2)]
  expect(latestOnly(events)).toEqual([updated('b-1', 1), long, updated('a-1', 2), candle(2)])
})

test('keeps the cancel that was asked for beside what became of its order', () => {
  const { order } = updated('a-1', 1)
  const asked = { kind: 'cancel-asked', at, clientOrderId: order.clientOrderId, leg: 'entry', note: 'stopped' } as const
  expect(latestOnly([asked, updated('a-1', 2)])).toEqual([asked, updated('a-1', 2)])
})

test('keeps long and short apart', () => {
  const sides = (['long', 'short'] as const).map(
    (side) => ({ kind: 'position-changed', at, position: aPosition({ side }) }) as const,
  )
  expect(latestOnly(sides)).toEqual(sides)
})
