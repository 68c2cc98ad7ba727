import {
  priceAway,
  quantity,
  quantityLeft,
  roundToTick,
  smallerQuantity,
  type Instrument,
  type Position,
  type PositionSide,
  type Price,
  type Quantity,
} from '@tradingboost/domain'
import type { StrategyView } from '@tradingboost/engine'
import { withRung, type GridMemory } from './grid-memory.ts'
import { holdOnly } from './rung.ts'

/**
 * Makes the rungs hold what the bot holds. More than it holds (somebody else closed a part): the rungs farthest from the ladder's
 * middle give it up. Less (memory was lost): a free rung takes the rest, with its take-profit one step from the average price.
 */
export function inheritPositions(
  memory: GridMemory,
  view: Pick<StrategyView<unknown>, 'instrument' | 'positions'>,
  stepPercent: number,
): GridMemory {
  return (['long', 'short'] as const).reduce((before, side) => {
    const position = view.positions[side]
    const remembered = heldOn(before, side)
    const held = position?.quantity ?? quantity(0)
    const surplus = quantityLeft(remembered, held)
    if (surplus.gt(0)) return giveUp(before, side, surplus)
    const missing = quantityLeft(held, remembered)
    if (missing.isZero() || position === undefined) return before
    return takeOver(before, position, missing, oneStepAway(view.instrument, position.averagePrice, side, stepPercent))
  }, memory)
}

/** Where the take-profit of an entry belongs whose rung is not known. */
export const oneStepAway = (instrument: Instrument, from: Price, side: PositionSide, stepPercent: number): Price =>
  roundToTick(instrument, priceAway(from, side, stepPercent), side === 'long' ? 'up' : 'down')

const heldOn = ({ rungs }: GridMemory, side: PositionSide): Quantity =>
  rungs.reduce(
    (sum, rung) => (rung.kind === 'holding' && rung.side === side ? quantity(sum.plus(rung.quantity)) : sum),
    quantity(0),
  )

function giveUp(memory: GridMemory, side: PositionSide, surplus: Quantity): GridMemory {
  const middle = (memory.rungs.length - 1) / 2
  const farthestFirst = memory.rungs
    .map((_, level) => level)
    .toSorted((left, right) => Math.abs(right - middle) - Math.abs(left - middle))
  let after = memory
  let left = surplus
  for (const level of farthestFirst) {
    const rung = after.rungs[level]
    if (rung?.kind !== 'holding' || rung.side !== side || left.isZero()) continue
    const lost = smallerQuantity(left, rung.quantity)
    after = withRung(after, level, holdOnly(rung, quantityLeft(rung.quantity, lost)))
    left = quantityLeft(left, lost)
  }
  return after
}

function takeOver(
  memory: GridMemory,
  { side, averagePrice }: Position,
  missing: Quantity,
  takeProfitPrice: Price,
): GridMemory {
  const { rungs } = memory
  const free = rungs.findIndex(({ kind }) => kind === 'free')
  const level = free >= 0 ? free : rungs.findIndex(({ kind }) => kind === 'entering')
  if (level >= 0) {
    const place = { side, price: averagePrice, takeProfitPrice }
    return withRung(memory, level, { kind: 'holding', ...place, rest: quantity(0), quantity: missing })
  }
  const same = rungs.findIndex((rung) => rung.kind === 'holding' && rung.side === side)
  const rung = rungs[same]
  if (rung?.kind !== 'holding') return memory
  return withRung(memory, same, { ...rung, quantity: quantity(rung.quantity.plus(missing)) })
}
