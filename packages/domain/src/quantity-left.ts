import { quantity, type Quantity } from './amounts.ts'
import { Decimal } from './decimal.ts'

/** What is left of a quantity after a part is used up; zero when more is used than there was. */
export const quantityLeft = (of: Quantity, used: Decimal): Quantity => quantity(Decimal.max(of.minus(used), 0))

/** The smaller of two quantities. */
export const smallerQuantity = (left: Quantity, right: Quantity): Quantity => (left.lt(right) ? left : right)
