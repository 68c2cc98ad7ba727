import {
  assertNever,
  closingSide,
  openingSide,
  price,
  quantity,
  roundToTick,
  type PositionSide,
} from '@tradingboost/domain'
import { z } from 'zod'
import type { Decision, Strategy } from '../src/index.ts'

const memorySchema = z.object({ candles: z.int(), fills: z.int(), ended: z.array(z.string()) })
export type EachCandleMemory = z.infer<typeof memorySchema>

export interface EachCandleSettings {
  readonly side: PositionSide
  readonly quantity: string
}

/** A small strategy: enters by market whenever it is flat, and takes profit 1 % away from what filled. */
export const eachCandle: Strategy<EachCandleSettings, EachCandleMemory> = {
  name: 'hyperrsi',
  memorySchema,
  initialMemory: () => ({ candles: 0, fills: 0, ended: [] }),
  decide(view, event, settings) {
    const { memory } = view
    switch (event.kind) {
      case 'candle': {
        const after = { ...memory, candles: memory.candles + 1 }
        const isFlat = view.positions[settings.side] === undefined && view.openOrders.length === 0
        return {
          memory: after,
          decisions: isFlat && !event.warming && view.status !== 'stopped' ? [enter(settings)] : [],
        }
      }
      case 'fill': {
        const after = { ...memory, fills: memory.fills + 1 }
        if (event.leg !== 'entry') return { memory: after, decisions: [] }
        const away = settings.side === 'long' ? '1.01' : '0.99'
        const takeProfit: Decision = {
          kind: 'place',
          leg: 'tp1',
          side: closingSide(settings.side),
          positionSide: settings.side,
          type: 'limit',
          quantity: event.fill.quantity,
          price: price(roundToTick(view.instrument, event.fill.price.times(away), 'nearest')),
          reduceOnly: true,
          postOnly: false,
          note: 'takes profit',
        }
        return { memory: after, decisions: [takeProfit] }
      }
      case 'order-ended':
        return { memory: { ...memory, ended: [...memory.ended, event.order.reason ?? ''] }, decisions: [] }
      case 'started':
      case 'stopped':
        return { memory, decisions: [] }
      default:
        return assertNever(event)
    }
  },
}

function enter(settings: EachCandleSettings): Decision {
  return {
    kind: 'place',
    leg: 'entry',
    side: openingSide(settings.side),
    positionSide: settings.side,
    type: 'market',
    quantity: quantity(settings.quantity),
    reduceOnly: false,
    postOnly: false,
    note: 'flat',
  }
}
