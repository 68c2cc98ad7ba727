import {
  decimal,
  openingSide,
  quantityBought,
  type Instrument,
  type PositionSide,
  type Price,
} from '@tradingboost/domain'
import type { Decision } from '@tradingboost/engine'
import type { GridMemory } from './grid-memory.ts'
import { neighbourPrice } from './ladder.ts'
import { enterRung, type Rung } from './rung.ts'
import { formatRungLeg } from './rung-leg.ts'
import type { RungOrder } from './rung-orders.ts'
import type { GridSettings } from './settings.ts'

/** An entry that should rest. */
interface WantedEntry {
  readonly side: PositionSide
  readonly level: number
  readonly price: Price
}

/** Which entries should rest at that price: the nearest rungs that hold nothing, below it to buy and above it to sell short. */
export function wantedEntries(memory: GridMemory, close: Price, settings: GridSettings): readonly WantedEntry[] {
  const open = memory.ladder.flatMap((price, level) =>
    memory.rungs[level]?.kind === 'holding' ? [] : [{ level, price }],
  )
  const nearestFirst = (left: { readonly price: Price }, right: { readonly price: Price }): number =>
    left.price.minus(close).abs().comparedTo(right.price.minus(close).abs())
  const side = (wanted: PositionSide, places: typeof open): readonly WantedEntry[] =>
    settings.direction === 'both' || settings.direction === wanted
      ? places
          .toSorted(nearestFirst)
          .slice(0, settings.ordersPerSide)
          .map((place) => ({ ...place, side: wanted }))
      : []
  return [
    ...side(
      'long',
      open.filter(({ price }) => price.lt(close)),
    ),
    ...side(
      'short',
      open.filter(({ price }) => price.gt(close)),
    ),
  ]
}

interface EntrySituation {
  readonly instrument: Instrument
  readonly memory: GridMemory
  readonly orders: readonly RungOrder[]
  readonly wanted: readonly WantedEntry[]
  readonly settings: GridSettings
  /** False while nothing that opens would be sent. */
  readonly mayEnter: boolean
}

export interface EntryPlan {
  readonly decisions: readonly Decision[]
  readonly rungs: readonly { readonly level: number; readonly next: Rung }[]
}

/** Cancels the entries that rest elsewhere than wanted and places those that are missing on free rungs. */
export function planEntries({ instrument, memory, orders, wanted, settings, mayEnter }: EntrySituation): EntryPlan {
  const isWanted = ({ open, leg }: RungOrder): boolean =>
    wanted.some(
      ({ level, side, price }) =>
        leg.kind === 'entry' && leg.level === level && leg.side === side && open.order.price?.eq(price) === true,
    )
  const isHeld = (level: number): boolean => memory.rungs[level]?.kind === 'holding'
  const cancels = orders
    // The rest of an entry that has filled in part stays: its rung is taken anyway.
    .filter(
      (order) => order.leg.kind === 'entry' && !isHeld(order.leg.level) && !isWanted(order) && !order.open.canceling,
    )
    .map(({ open }): Decision => ({
      kind: 'cancel',
      clientOrderId: open.order.clientOrderId,
      note: 'not among the nearest rungs',
    }))
  const missing = mayEnter ? wanted.filter(({ level }) => memory.rungs[level]?.kind === 'free') : []
  return {
    decisions: [...cancels, ...missing.map((entry) => placeEntry(instrument, entry, settings))],
    rungs: missing.map(({ level, side, price }) => ({
      level,
      next: enterRung(side, price, neighbourPrice(instrument, memory.ladder, level, side === 'long' ? 1 : -1)),
    })),
  }
}

function placeEntry(instrument: Instrument, { side, level, price }: WantedEntry, settings: GridSettings): Decision {
  return {
    kind: 'place',
    leg: formatRungLeg({ kind: 'entry', side, level }),
    side: openingSide(side),
    positionSide: side,
    type: 'limit',
    quantity: quantityBought(instrument, price, decimal(settings.investmentPerRung).times(settings.leverage)),
    price,
    reduceOnly: false,
    postOnly: true,
    note: 'among the nearest rungs',
  }
}
