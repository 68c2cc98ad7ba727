import { price, type Price } from './amounts.ts'
import { decimal } from './decimal.ts'
import { direction, type PositionSide } from './side.ts'

/** The price so many percent away in the side's favour, exactly; negative percent is against it. Throws `invalid-amount` below zero. */
export const priceAway = (from: Price, side: PositionSide, percent: number): Price =>
  price(from.times(decimal(percent).times(direction(side)).plus(100)).div(100))
