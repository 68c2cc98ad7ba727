import {
  parsedBy,
  positionSides,
  price,
  quantity,
  type Price,
  type PositionSide,
  type Quantity,
} from '@tradingboost/domain'
import { z } from 'zod'

const decimalText = z.string().regex(/^\d+(\.\d+)?$/, 'not a decimal such as "0.5"')

/** Where a rung's entry and its take-profit stand; fixed when the entry is placed, whatever the ladder does then. */
const place = {
  side: z.enum(positionSides),
  price: decimalText.transform(parsedBy(price)),
  takeProfitPrice: decimalText.transform(parsedBy(price)),
}

/** Life of a rung: free -> its entry rests -> it holds what has filled, until its take-profit has filled -> free. */
export const rung = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free') }),
  z.object({ kind: z.literal('entering'), ...place }),
  z.object({ kind: z.literal('holding'), ...place, quantity: decimalText.transform(parsedBy(quantity)) }),
])

export type Rung = z.infer<typeof rung>

export const freeRung: Rung = { kind: 'free' }

/** The entry of a free rung has been decided on. */
export const enterRung = (side: PositionSide, at: Price, takeProfitPrice: Price): Rung => ({
  kind: 'entering',
  side,
  price: at,
  takeProfitPrice,
})

/** A part of the entry has filled. */
export function fillEntry(before: Rung, filled: Quantity): Rung {
  if (before.kind === 'free') return before
  const held = before.kind === 'holding' ? before.quantity : quantity(0)
  return { ...before, kind: 'holding', quantity: quantity(held.plus(filled)) }
}

/** A part of the take-profit has filled: the rung is free only when nothing is held and no entry rests. */
export function fillTakeProfit(before: Rung, filled: Quantity, entryRests: boolean): Rung {
  if (before.kind !== 'holding') return before
  return holdOnly(before, quantity(before.quantity.minus(filled)), entryRests)
}

/** The entry has ended; what it filled before stays held. */
export const endEntry = (before: Rung): Rung => (before.kind === 'entering' ? freeRung : before)

/** Holds that much from now on. */
export function holdOnly(before: Extract<Rung, { kind: 'holding' }>, held: Quantity, entryRests: boolean): Rung {
  if (held.gt(0)) return { ...before, quantity: held }
  if (!entryRests) return freeRung
  const { side, price: at, takeProfitPrice } = before
  return { kind: 'entering', side, price: at, takeProfitPrice }
}
