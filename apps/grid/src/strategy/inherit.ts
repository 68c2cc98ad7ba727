import {
  priceAway,
  quantity,
  roundToTick,
  type Instrument,
  type Position,
  type PositionSide,
  type Quantity,
} from '@tradingboost/domain'
import type { StrategyView } from '@tradingboost/engine'
import type { GridMemory } from './grid-memory.ts'
import { holdOnly, type Rung } from './rung.ts'
import { entryRests, type RungOrder } from './rung-orders.ts'

/**
 * Makes the rungs hold what the bot holds. More than it holds (a liquidation took it): the rungs farthest from the ladder's
 * middle give it up. Less (memory was lost): a free rung takes the rest, with its take-profit one step from the average price.
 */
export function inheritPositions(
  memory: GridMemory,
  view: Pick<StrategyView<unknown>, 'instrument' | 'positions'>,
  orders: readonly RungOrder[],
  stepPercent: number,
): GridMemory {
  return (['long', 'short'] as const).reduce((before, side) => {
    const position = view.positions[side]
    const surplus = heldOn(before, side).minus(position?.quantity ?? 0)
    if (surplus.gt(0)) return giveUp(before, side, quantity(surplus), orders)
    if (surplus.isZero() || position === undefined) return before
    return takeOver(before, position, quantity(surplus.neg()), view.instrument, stepPercent)
  }, memory)
}

const heldOn = ({ rungs }: GridMemory, side: PositionSide): Quantity =>
  rungs.reduce(
    (sum, rung) => (rung.kind === 'holding' && rung.side === side ? quantity(sum.plus(rung.quantity)) : sum),
    quantity(0),
  )

function giveUp(memory: GridMemory, side: PositionSide, surplus: Quantity, orders: readonly RungOrder[]): GridMemory {
  const middle = (memory.rungs.length - 1) / 2
  const farthestFirst = memory.rungs
    .map((_, level) => level)
    .toSorted((left, right) => Math.abs(right - middle) - Math.abs(left - middle))
  const rungs = [...memory.rungs]
  let left = surplus
  for (const level of farthestFirst) {
    const rung = rungs[level]
    if (rung?.kind !== 'holding' || rung.side !== side || left.isZero()) continue
    const lost = left.lt(rung.quantity) ? left : rung.quantity
    rungs[level] = holdOnly(rung, quantity(rung.quantity.minus(lost)), entryRests(orders, level))
    left = quantity(left.minus(lost))
  }
  return { ...memory, rungs }
}

function takeOver(
  memory: GridMemory,
  { side, averagePrice }: Position,
  missing: Quantity,
  instrument: Instrument,
  stepPercent: number,
): GridMemory {
  const free = memory.rungs.findIndex(({ kind }) => kind === 'free')
  if (free < 0) return memory
  const target = priceAway(averagePrice, side, stepPercent)
  const takeProfitPrice = roundToTick(instrument, target, side === 'long' ? 'up' : 'down')
  const taken: Rung = { kind: 'holding', side, price: averagePrice, takeProfitPrice, quantity: missing }
  return { ...memory, rungs: memory.rungs.map((rung, level) => (level === free ? taken : rung)) }
}
