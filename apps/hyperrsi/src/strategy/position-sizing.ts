import {
  decimal,
  Decimal,
  quantity,
  roundToLot,
  type Instrument,
  type Price,
  type Quantity,
} from '@tradingboost/domain'

/**
 * Contracts that an investment buys: investment x leverage / (contract size x price), rounded down to the lot, and never
 * less than the exchange's minimums.
 */
export function entryQuantity(
  instrument: Instrument,
  at: Price,
  { investment, leverage }: { readonly investment: string; readonly leverage: number },
): Quantity {
  const worth = at.times(instrument.contractSize)
  const wanted = roundToLot(instrument, decimal(investment).times(leverage).div(worth), 'down')
  const least = roundToLot(instrument, instrument.minNotional.div(worth), 'up')
  return quantity(Decimal.max(wanted, least, instrument.minQuantity))
}
