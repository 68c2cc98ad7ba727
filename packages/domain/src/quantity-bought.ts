import { quantity, type Price, type Quantity } from './amounts.ts'
import { Decimal } from './decimal.ts'
import { roundToLot, type Instrument } from './instrument.ts'

/**
 * Quantity that a worth in the settle currency buys at a price: worth / (contract size x price), rounded down to the lot, and
 * never less than the exchange's minimums.
 */
export function quantityBought(instrument: Instrument, at: Price, worth: Decimal): Quantity {
  const each = at.times(instrument.contractSize)
  const wanted = roundToLot(instrument, worth.div(each), 'down')
  const least = roundToLot(instrument, instrument.minNotional.div(each), 'up')
  return quantity(Decimal.max(wanted, least, instrument.minQuantity))
}
