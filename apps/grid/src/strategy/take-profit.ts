import { closingSide, quantity, type Instrument } from '@tradingboost/domain'
import type { Decision } from '@tradingboost/engine'
import type { Rung } from './rung.ts'
import { formatRungLeg } from './rung-leg.ts'
import { coveredQuantity, type RungOrder } from './rung-orders.ts'

/** The take-profit for what a rung holds and no resting take-profit covers; less than the exchange's minimum waits for more. */
export function coverRung(
  instrument: Instrument,
  level: number,
  rung: Rung,
  orders: readonly RungOrder[],
): readonly Decision[] {
  if (rung.kind !== 'holding') return []
  const missing = quantity(rung.quantity.minus(coveredQuantity(orders, level)))
  if (missing.lte(0) || missing.lt(instrument.minQuantity)) return []
  return [
    {
      kind: 'place',
      leg: formatRungLeg({ kind: 'take-profit', level }),
      side: closingSide(rung.side),
      positionSide: rung.side,
      type: 'limit',
      quantity: missing,
      price: rung.takeProfitPrice,
      reduceOnly: true,
      // A price that is past already is taken: it is better than what was asked for.
      postOnly: false,
      note: 'one rung away from the entry',
    },
  ]
}
