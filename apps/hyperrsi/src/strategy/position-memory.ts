import {
  parsedBy,
  positionSides,
  quantity,
  smallerQuantity,
  type Fill,
  type Position,
  type Quantity,
} from '@tradingboost/domain'
import { z } from 'zod'

const anAmount = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'not a decimal such as "0.5"')
  .transform(parsedBy(quantity))

/** What a position has used up: enough to know its take-profits after any crash, cancel or reject. */
export const positionMemory = z.object({
  side: z.enum(positionSides),
  /** All that was ever bought into it. */
  entered: anAmount,
  /** What each take-profit has filled, by leg. */
  taken: z.record(z.string(), anAmount),
})

export type PositionMemory = z.infer<typeof positionMemory>

/** A fill of the bot's own changes what is used up. */
export function afterFill(before: PositionMemory | null, leg: string, fill: Fill): PositionMemory | null {
  if (leg === 'entry') {
    const held = before?.side === fill.positionSide ? before : undefined
    const entered = quantity(fill.quantity.plus(held?.entered ?? 0))
    return { side: fill.positionSide, entered, taken: held?.taken ?? {} }
  }
  if (before === null || !leg.startsWith('tp')) return before
  const taken = quantity(fill.quantity.plus(before.taken[leg] ?? 0))
  return { ...before, taken: { ...before.taken, [leg]: taken } }
}

/** The memory of the position that is held; one that memory knows nothing of counts as entered now. */
export function agreeWith(before: PositionMemory | null, held: Position | undefined): PositionMemory | null {
  if (held === undefined) return null
  if (before?.side === held.side && before.entered.gte(held.quantity)) return before
  return { side: held.side, entered: held.quantity, taken: {} }
}

/** Takes up to that much off what is left. */
export function takeOff(left: Quantity, upTo: Quantity): readonly [Quantity, Quantity] {
  const part = smallerQuantity(left, upTo)
  return [part, quantity(left.minus(part))]
}
