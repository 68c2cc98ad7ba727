import {
  closingSide,
  openingSide,
  price,
  quantityLeft,
  roundToLot,
  roundToTick,
  type Instrument,
  type Position,
  type Price,
  type Quantity,
} from '@tradingboost/domain'
import { z } from 'zod'
import type { Strategy, WantedOrder } from '../src/index.ts'

const memorySchema = z.object({ isEntering: z.boolean() })

/** A third strategy: enters long by market whenever it is flat, guards it by a stop and two take-profits, and rests a rung below. */
export const guarded: Strategy<{ readonly size: Quantity }, z.infer<typeof memorySchema>> = {
  name: 'guarded',
  memorySchema,
  initialMemory: () => ({ isEntering: false }),
  decide({ memory, positions: { long }, instrument, lastCandle, status }, event, { size }) {
    const isEntering =
      event.kind === 'candle'
        ? !event.warming && long === undefined && status === 'running'
        : memory.isEntering && long === undefined
    const wanted = new Map<string, WantedOrder>(long === undefined ? [] : guards(long, instrument))
    if (isEntering) wanted.set('entry', { ...opening, type: 'market', quantity: size, why: 'flat' })
    if (lastCandle !== undefined && status !== 'stopped') wanted.set('b01', rung(instrument, lastCandle.close, size))
    return { memory: { isEntering }, wanted, reasons: [] }
  },
}

const opening = { side: openingSide('long'), positionSide: 'long', reduceOnly: false, postOnly: false } as const
const closing = { side: closingSide('long'), positionSide: 'long', reduceOnly: true, postOnly: false } as const

const rung = (instrument: Instrument, close: Price, size: Quantity): WantedOrder => ({
  ...opening,
  type: 'limit',
  quantity: size,
  price: price(roundToTick(instrument, close.times('0.99'), 'down')),
  why: 'below the price',
})

function guards(
  { averagePrice, quantity: held }: Position,
  instrument: Instrument,
): readonly (readonly [string, WantedOrder])[] {
  const at = (factor: string): Price => price(roundToTick(instrument, averagePrice.times(factor), 'nearest'))
  const half = roundToLot(instrument, held.div(2), 'down')
  const limit = (quantity: Quantity, factor: string): WantedOrder => ({
    ...closing,
    type: 'limit',
    quantity,
    price: at(factor),
    why: 'takes profit',
  })
  return [
    ['sl', { ...closing, type: 'stop-market', quantity: held, triggerPrice: at('0.97'), why: 'stops the loss' }],
    ['tp1', limit(half, '1.005')],
    ['tp2', limit(quantityLeft(held, half), '1.01')],
  ]
}
