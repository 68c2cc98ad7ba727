import {
  priceAway,
  quantity,
  roundToLot,
  roundToTick,
  type Instrument,
  type PositionSide,
  type Price,
  type Quantity,
} from '@tradingboost/domain'
import type { TakeProfitSetting } from './settings.ts'

export interface TakeProfit {
  /** `tp1` is the nearest. */
  readonly leg: string
  readonly price: Price
  readonly quantity: Quantity
}

/**
 * Splits a position over the take-profits by their ratios: each part is rounded down to the lot, the last takes the rest.
 * A part below the exchange's minimum goes to the next one, a last part below it to the one before. The parts always add
 * up to the position.
 */
export function takeProfitLadder(position: {
  readonly instrument: Instrument
  readonly side: PositionSide
  readonly quantity: Quantity
  readonly averagePrice: Price
  readonly takeProfits: readonly TakeProfitSetting[]
}): readonly TakeProfit[] {
  const { instrument, side, averagePrice, takeProfits } = position
  const parts = splitByRatio(
    instrument,
    position.quantity,
    takeProfits.map(({ ratio }) => ratio),
  )
  return takeProfits.flatMap(({ percent }, at) => {
    const part = parts[at]
    if (part === undefined || part.isZero()) return []
    const target = priceAway(averagePrice, side, percent)
    return [{ leg: `tp${String(at + 1)}`, price: roundAway(instrument, side, target), quantity: part }]
  })
}

/** A take-profit pays at least what it promises. */
const roundAway = (instrument: Instrument, side: PositionSide, at: Price): Price =>
  roundToTick(instrument, at, side === 'long' ? 'up' : 'down')

function splitByRatio(instrument: Instrument, total: Quantity, ratios: readonly number[]): readonly Quantity[] {
  const sum = ratios.reduce((all, ratio) => all + ratio, 0)
  const parts: Quantity[] = []
  let left = total
  for (const [at, ratio] of ratios.entries()) {
    const isLast = at === ratios.length - 1
    const fair = isLast ? left : roundToLot(instrument, total.times(ratio).div(sum), 'down')
    const part = isLast || fair.gte(instrument.minQuantity) ? fair : quantity(0)
    parts.push(part)
    left = quantity(left.minus(part))
  }
  return mergeSmallLast(instrument, parts)
}

function mergeSmallLast(instrument: Instrument, parts: readonly Quantity[]): readonly Quantity[] {
  const last = parts.at(-1)
  const before = parts.findLastIndex((part, at) => at < parts.length - 1 && part.gt(0))
  if (last === undefined || last.isZero() || last.gte(instrument.minQuantity) || before < 0) return parts
  return parts.map((part, at) => {
    if (at === before) return quantity(part.plus(last))
    return at === parts.length - 1 ? quantity(0) : part
  })
}
