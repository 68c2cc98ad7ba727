import { decimal, Decimal, price, roundToTick, type Instrument, type Price } from '@tradingboost/domain'

export interface LadderShape {
  readonly rungs: number
  readonly spacing: 'arithmetic' | 'geometric'
  readonly stepPercent: number
}

/**
 * Prices of the rungs around a centre, lowest first: as many above it as below, on ticks, strictly rising (where the step is
 * finer than the tick, by a tick).
 */
export function buildLadder(instrument: Instrument, centre: Price, shape: LadderShape): readonly Price[] {
  const step = decimal(shape.stepPercent).div(100)
  const ladder: Price[] = []
  for (let level = 0; level < shape.rungs; level += 1) {
    const offset = level - (shape.rungs - 1) / 2
    const factor = shape.spacing === 'geometric' ? step.plus(1).pow(offset) : step.times(offset).plus(1)
    const rounded = roundToTick(instrument, centre.times(factor), 'nearest')
    const below = ladder.at(-1)
    const lowest = below === undefined ? instrument.tickSize : below.plus(instrument.tickSize)
    ladder.push(price(Decimal.max(rounded, lowest)))
  }
  return ladder
}

/** The price one rung away; beyond the ends the ladder goes on with the step of its last two rungs. */
export function neighbourPrice(instrument: Instrument, ladder: readonly Price[], level: number, away: 1 | -1): Price {
  const beside = ladder[level + away]
  if (beside !== undefined) return beside
  const here = ladder[level]
  const inner = ladder[level - away]
  if (here === undefined || inner === undefined) {
    throw new Error(
      `a ladder of ${ladder.length} rungs has no rung ${level} with a neighbour: build it with two or more`,
    )
  }
  return price(Decimal.max(here.plus(here.minus(inner)), instrument.tickSize))
}
