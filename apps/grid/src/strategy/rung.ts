import {
  parsedBy,
  positionSides,
  price,
  quantity,
  quantityLeft,
  type Price,
  type PositionSide,
  type Quantity,
} from '@tradingboost/domain'
import { z } from 'zod'

const decimalText = z.string().regex(/^\d+(\.\d+)?$/, 'not a decimal such as "0.5"')
const anAmount = decimalText.transform(parsedBy(quantity))
const aPrice = decimalText.transform(parsedBy(price))

/** Prices of a rung's entry and its take-profit; fixed when the entry is decided on, whatever the ladder does then. */
const place = {
  side: z.enum(positionSides),
  price: aPrice,
  takeProfitPrice: aPrice,
  /** What of the entry should still fill. Memories of the release before have none. */
  rest: decimalText.default('0').transform(parsedBy(quantity)),
}

/** Life of a rung: free -> entering -> holding what has filled, until its take-profit has filled -> free. */
export const rung = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free') }),
  z.object({ kind: z.literal('entering'), ...place }),
  z.object({ kind: z.literal('holding'), ...place, quantity: anAmount }),
])

export type Rung = z.infer<typeof rung>
export type HoldingRung = Extract<Rung, { kind: 'holding' }>

/** Where an order of a rung is, and on which side. */
export interface RungPlace {
  readonly side: PositionSide
  readonly price: Price
  readonly takeProfitPrice: Price
}

export const freeRung: Rung = { kind: 'free' }

/** The entry of a free rung has been decided on. */
export const enterRung = (at: RungPlace, rest: Quantity): Rung => ({ kind: 'entering', ...at, rest })

/** A part of an entry has filled. `at` is where its order was, for a rung that had given the entry up. */
export function fillEntry(before: Rung, filled: Quantity, at: RungPlace): Rung {
  if (before.kind === 'holding') {
    // The other side of the ladder moved onto this rung: the share of the bot shows what belongs nowhere.
    if (before.side !== at.side) return before
    return { ...before, quantity: quantity(before.quantity.plus(filled)), rest: quantityLeft(before.rest, filled) }
  }
  const isExpected = before.kind === 'entering' && before.side === at.side
  if (!isExpected) return { kind: 'holding', ...at, rest: quantity(0), quantity: filled }
  return { ...before, kind: 'holding', rest: quantityLeft(before.rest, filled), quantity: filled }
}

/** A part of the take-profit has filled: the rung is free when nothing is held and nothing of its entry is left. */
export const fillTakeProfit = (before: Rung, filled: Quantity): Rung =>
  before.kind === 'holding' ? holdOnly(before, quantityLeft(before.quantity, filled)) : before

/** Holds that much from now on. */
export function holdOnly(before: HoldingRung, held: Quantity): Rung {
  if (held.gt(0)) return { ...before, quantity: held }
  const { side, price: at, takeProfitPrice, rest } = before
  return rest.isZero() ? freeRung : enterRung({ side, price: at, takeProfitPrice }, rest)
}

/** Gives up what of the entry has not filled. */
export function giveUpEntry(before: Rung): Rung {
  if (before.kind === 'free') return before
  return before.kind === 'holding' ? { ...before, rest: quantity(0) } : freeRung
}
