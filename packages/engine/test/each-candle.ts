import {
  assertNever,
  closingSide,
  openingSide,
  price,
  quantity,
  roundToTick,
  type Position,
  type PositionSide,
} from '@tradingboost/domain'
import { z } from 'zod'
import type { Strategy, StrategyView, WantedOrder } from '../src/index.ts'

const memorySchema = z.object({
  candles: z.int(),
  fills: z.int(),
  lost: z.int(),
  ended: z.array(z.string()),
  isEntering: z.boolean(),
})
export type EachCandleMemory = z.infer<typeof memorySchema>

export interface EachCandleSettings {
  readonly side: PositionSide
  readonly quantity: string
}

/** A small strategy: enters by market whenever it is flat, and takes profit 1 % away from what filled. */
export const eachCandle: Strategy<EachCandleSettings, EachCandleMemory> = {
  name: 'each-candle',
  memorySchema,
  initialMemory: () => ({ candles: 0, fills: 0, lost: 0, ended: [], isEntering: false }),
  decide(view, event, settings) {
    const memory = remember(view, event, settings)
    return { memory, wanted: wantedBy(view, memory, settings), reasons: [] }
  },
}

function remember(
  { memory, positions, status }: StrategyView<EachCandleMemory>,
  event: Parameters<(typeof eachCandle)['decide']>[1],
  { side }: EachCandleSettings,
): EachCandleMemory {
  switch (event.kind) {
    case 'candle':
      return {
        ...memory,
        candles: memory.candles + 1,
        isEntering: positions[side] === undefined && !event.warming && status !== 'stopped',
      }
    case 'fill':
      return { ...memory, fills: memory.fills + 1, isEntering: memory.isEntering && event.leg !== 'entry' }
    case 'order-ended': {
      const { reason = '' } = event.order
      return { ...memory, ended: [...memory.ended, reason], isEntering: reason === 'never-arrived' }
    }
    case 'position-lost':
      return { ...memory, lost: memory.lost + 1 }
    case 'started':
    case 'stopped':
      return memory
    default:
      return assertNever(event)
  }
}

function wantedBy(
  { positions, instrument }: StrategyView<EachCandleMemory>,
  { isEntering }: EachCandleMemory,
  settings: EachCandleSettings,
): ReadonlyMap<string, WantedOrder> {
  const { side } = settings
  const position = positions[side]
  const wanted = new Map<string, WantedOrder>()
  if (isEntering) wanted.set('entry', entry(settings))
  if (position !== undefined) wanted.set('tp1', takeProfit(position, instrument))
  return wanted
}

const takeProfit = (
  { side, averagePrice, quantity: size }: Position,
  instrument: StrategyView<unknown>['instrument'],
): WantedOrder => ({
  side: closingSide(side),
  positionSide: side,
  type: 'limit',
  quantity: size,
  price: price(roundToTick(instrument, averagePrice.times(side === 'long' ? '1.01' : '0.99'), 'nearest')),
  reduceOnly: true,
  postOnly: false,
  why: 'takes profit',
})

const entry = ({ side, quantity: size }: EachCandleSettings): WantedOrder => ({
  side: openingSide(side),
  positionSide: side,
  type: 'market',
  quantity: quantity(size),
  reduceOnly: false,
  postOnly: false,
  why: 'flat',
})
