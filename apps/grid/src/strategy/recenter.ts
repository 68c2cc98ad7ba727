import type { Instrument, Price } from '@tradingboost/domain'
import type { GridMemory } from './grid-memory.ts'
import { buildLadder, neighbourPrice, type LadderShape } from './ladder.ts'

/**
 * Builds the ladder around the price when there is none, and anew when the price has left it by more than a step. Only free
 * rungs move: one whose entry rests gives that entry up first, one that holds something keeps its place and its take-profit
 * until that has filled.
 */
export function recenter(memory: GridMemory, instrument: Instrument, close: Price, shape: LadderShape): GridMemory {
  const fits = memory.ladder.length === shape.rungs && !hasLeft(memory.ladder, instrument, close)
  if (fits) return memory
  return { ...memory, ladder: [...buildLadder(instrument, close, shape)] }
}

function hasLeft(ladder: readonly Price[], instrument: Instrument, close: Price): boolean {
  if (ladder.length < 2) return true
  const floor = neighbourPrice(instrument, ladder, 0, -1)
  const ceiling = neighbourPrice(instrument, ladder, ladder.length - 1, 1)
  return close.lt(floor) || close.gt(ceiling)
}
