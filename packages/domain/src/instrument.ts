import { money, price, quantity, type Money, type Price, type Quantity } from './amounts.ts'
import { Decimal } from './decimal.ts'
import type { ExchangeName } from './exchange-name.ts'
import { direction, type PositionSide } from './side.ts'
import { TradingError } from './trading-error.ts'

/** The tradable thing: names, steps and minimums as the exchange states them. */
export interface Instrument {
  readonly exchange: ExchangeName
  readonly symbol: string
  readonly kind: 'swap' | 'spot'
  readonly base: string
  readonly quote: string
  /** Currency of fees and PnL. */
  readonly settle: string
  /** Smallest step of a price. */
  readonly tickSize: Decimal
  /** Smallest step of a quantity. */
  readonly lotSize: Decimal
  readonly minQuantity: Quantity
  /** Smallest price x quantity x contractSize of an opening order, in the settle currency. */
  readonly minNotional: Decimal
  /** Base currency per contract; 1 on spot. */
  readonly contractSize: Decimal
}

const modes = { down: Decimal.ROUND_DOWN, up: Decimal.ROUND_UP, nearest: Decimal.ROUND_HALF_UP } as const

/** Rounds a price to a multiple of the tick; `nearest` takes a tie up. Throws `unknown-instrument` when the tick is not positive. */
export const roundToTick = (instrument: Instrument, value: Decimal, rounding: 'down' | 'up' | 'nearest'): Price =>
  price(toStep(instrument, 'tickSize', value, rounding))

/** Rounds a quantity to a multiple of the lot. Throws `unknown-instrument` when the lot is not positive. */
export const roundToLot = (instrument: Instrument, value: Decimal, rounding: 'down' | 'up'): Quantity =>
  quantity(toStep(instrument, 'lotSize', value, rounding))

/** Price x quantity x contract size: worth in the settle currency. Throws `unknown-instrument` for a coin-settled swap. */
export function notional(instrument: Instrument, at: Price, of: Quantity): Money {
  refuseCoinSettled(instrument)
  return money(at.times(of).times(instrument.contractSize))
}

/**
 * Gain of a quantity opened at one price and closed at another, in the settle currency, without fees:
 * (exit - entry) x quantity x contract size, with the sign turned for a short. Throws `unknown-instrument` for a coin-settled swap.
 */
export function pnl(instrument: Instrument, side: PositionSide, entry: Price, exit: Price, of: Quantity): Money {
  refuseCoinSettled(instrument)
  return money(exit.minus(entry).times(of).times(instrument.contractSize).times(direction(side)))
}

function toStep(
  instrument: Instrument,
  step: 'tickSize' | 'lotSize',
  value: Decimal,
  rounding: 'down' | 'up' | 'nearest',
): Decimal {
  const size = instrument[step]
  if (size.gt(0)) return value.toNearest(size, modes[rounding])
  throw new TradingError(
    'unknown-instrument',
    `${instrument.symbol} has a ${step} of ${size.toString()}: read the instrument from ${instrument.exchange} again`,
    { retry: 'never', details: { symbol: instrument.symbol, step, value: size.toString() } },
  )
}

/** A contract worth a fixed sum of quote currency and paid in coin has PnL in 1/price: other formulas than here. */
function refuseCoinSettled(instrument: Instrument): void {
  if (instrument.kind === 'spot' || instrument.settle !== instrument.base) return
  throw new TradingError(
    'unknown-instrument',
    `${instrument.symbol} settles in ${instrument.settle}, its base currency: trade the one that settles in a stablecoin`,
    { retry: 'never', details: { symbol: instrument.symbol, settle: instrument.settle } },
  )
}
