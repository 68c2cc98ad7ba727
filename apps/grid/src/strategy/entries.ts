import { decimal, quantityBought, type Instrument, type PositionSide, type Price } from '@tradingboost/domain'
import type { GridMemory } from './grid-memory.ts'
import { neighbourPrice } from './ladder.ts'
import { enterRung, freeRung, type Rung } from './rung.ts'
import type { GridSettings } from './settings.ts'

/** An entry that should rest. */
interface Entry {
  readonly side: PositionSide
  readonly level: number
  readonly price: Price
}

/** The sides that the settings and the instrument let the grid enter on. */
export const entrySides = ({ direction }: GridSettings, allowed: readonly PositionSide[]): readonly PositionSide[] =>
  allowed.filter((side) => direction === 'both' || direction === side)

/** Decides where entries rest: on the nearest rungs that hold nothing, below the price to buy and above it to sell short. */
export function enterNearest(
  memory: GridMemory,
  market: { readonly instrument: Instrument; readonly close: Price; readonly sides: readonly PositionSide[] },
  settings: GridSettings,
): GridMemory {
  const entries = new Map(nearestEntries(memory, market, settings).map((entry) => [entry.level, entry]))
  const rungs = memory.rungs.map((rung, level): Rung => {
    if (rung.kind === 'holding') return rung
    const entry = entries.get(level)
    if (entry === undefined) return freeRung
    const rests = rung.kind === 'entering' && rung.side === entry.side && rung.price.eq(entry.price) && rung.rest.gt(0)
    return rests ? rung : enter(market.instrument, memory, entry, settings)
  })
  return { ...memory, rungs }
}

function nearestEntries(
  memory: GridMemory,
  { close, sides }: { readonly close: Price; readonly sides: readonly PositionSide[] },
  { ordersPerSide }: GridSettings,
): readonly Entry[] {
  const nearestFirst = memory.ladder
    .map((price, level) => ({ level, price }))
    .filter(({ level }) => memory.rungs[level]?.kind !== 'holding')
    .toSorted((left, right) => left.price.minus(close).abs().comparedTo(right.price.minus(close).abs()))
  return sides.flatMap((side) =>
    nearestFirst
      .filter(({ price }) => (side === 'long' ? price.lt(close) : price.gt(close)))
      .slice(0, ordersPerSide)
      .map((rung) => ({ ...rung, side })),
  )
}

function enter(
  instrument: Instrument,
  memory: GridMemory,
  { side, level, price }: Entry,
  settings: GridSettings,
): Rung {
  const takeProfitPrice = neighbourPrice(instrument, memory.ladder, level, side === 'long' ? 1 : -1)
  const worth = decimal(settings.investmentPerRung).times(settings.leverage)
  return enterRung({ side, price, takeProfitPrice }, quantityBought(instrument, price, worth))
}
