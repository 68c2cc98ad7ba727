import { closingSide, openingSide, type Price } from '@tradingboost/domain'
import type { WantedOrder, WantedOrders } from '@tradingboost/engine'
import type { GridMemory } from './grid-memory.ts'
import type { Rung } from './rung.ts'
import { formatRungLeg } from './rung-leg.ts'

type Placed = Exclude<Rung, { kind: 'free' }>

/** The orders that a grid's rungs call for: all take-profits, then the entries, nearest to the price first. */
export function rungOrders({ rungs }: GridMemory, close: Price | undefined): WantedOrders {
  const placed = rungs.flatMap((rung, level) => (rung.kind === 'free' ? [] : [{ rung, level }]))
  const entries = placed.filter(({ rung }) => rung.rest.gt(0))
  const distance = ({ rung }: (typeof placed)[number]) => rung.price.minus(close ?? rung.price).abs()
  return new Map([
    ...placed.flatMap(({ rung, level }) =>
      rung.kind === 'holding' ? [[formatRungLeg({ kind: 'take-profit', level }), takeProfit(rung)] as const] : [],
    ),
    ...entries
      .toSorted((left, right) => distance(left).comparedTo(distance(right)))
      .map(({ rung, level }) => [formatRungLeg({ kind: 'entry', side: rung.side, level }), entry(rung)] as const),
  ])
}

const takeProfit = ({ side, takeProfitPrice, quantity }: Extract<Rung, { kind: 'holding' }>): WantedOrder => ({
  side: closingSide(side),
  positionSide: side,
  type: 'limit',
  quantity,
  price: takeProfitPrice,
  reduceOnly: true,
  // A price that is past already is taken: it is better than what was asked for.
  postOnly: false,
  why: 'one rung away from the entry',
})

const entry = ({ side, price, rest }: Placed): WantedOrder => ({
  side: openingSide(side),
  positionSide: side,
  type: 'limit',
  quantity: rest,
  price,
  reduceOnly: false,
  postOnly: true,
  why: 'among the nearest rungs',
})
