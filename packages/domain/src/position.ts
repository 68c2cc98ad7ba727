import { money, price, quantity, type Money, type Price, type Quantity } from './amounts.ts'
import type { EpochMs } from './clock.ts'
import { zero } from './decimal.ts'
import type { Fill } from './fill.ts'
import { pnl, type Instrument } from './instrument.ts'
import { openingSide, type PositionSide } from './side.ts'
import { TradingError } from './trading-error.ts'

/** What an account holds of one symbol on one side; only fills move it. */
export interface Position {
  readonly symbol: string
  readonly side: PositionSide
  /** Zero when closed. */
  readonly quantity: Quantity
  /** Quantity-weighted entry price; of the last open state when closed. */
  readonly averagePrice: Price
  /** Since `openedAt`, without fees. */
  readonly realizedPnl: Money
  /** Paid since `openedAt`. */
  readonly fees: Money
  readonly openedAt: EpochMs
  readonly updatedAt: EpochMs
  /** One more with each fill, over the life of the account's symbol and side, never reset. */
  readonly revision: number
}

/** A position after a fill, and the PnL that this fill realized: settle currency, without fees. */
export interface FillResult {
  readonly position: Position
  readonly realizedPnl: Money
}

/**
 * Moves a position by one fill, in hedge mode: the opening side grows it, the closing side shrinks it.
 * A closed position that opens again starts its time, PnL and fees anew; its revision counts on.
 * Throws a TradingError `invalid-transition` when the fill is of another symbol or side, of no quantity, or closes more than is held.
 */
export function applyFill(instrument: Instrument, before: Position | undefined, fill: Fill): FillResult {
  refuseMismatch(instrument, before, fill)
  return fill.side === openingSide(fill.positionSide) ? grow(before, fill) : shrink(instrument, before, fill)
}

function grow(before: Position | undefined, fill: Fill): FillResult {
  const held = before !== undefined && !before.quantity.isZero() ? before : undefined
  const total = (held?.quantity ?? zero).plus(fill.quantity)
  const paid = held === undefined ? undefined : held.averagePrice.times(held.quantity)
  const position: Position = {
    symbol: fill.symbol,
    side: fill.positionSide,
    quantity: quantity(total),
    // Division rounds at the 40th digit, so the first price of a position is taken as it is.
    averagePrice: paid === undefined ? fill.price : price(fill.price.times(fill.quantity).plus(paid).div(total)),
    realizedPnl: held?.realizedPnl ?? money(zero),
    fees: money((held?.fees ?? zero).plus(fill.fee)),
    openedAt: held?.openedAt ?? fill.filledAt,
    updatedAt: fill.filledAt,
    revision: (before?.revision ?? 0) + 1,
  }
  return { position, realizedPnl: money(zero) }
}

function shrink(instrument: Instrument, before: Position | undefined, fill: Fill): FillResult {
  if (before === undefined || fill.quantity.gt(before.quantity)) {
    throw refusal(fill, `closes ${fill.quantity.toString()} of the ${before?.quantity.toString() ?? '0'} held`)
  }
  const realizedPnl = pnl(instrument, before.side, before.averagePrice, fill.price, fill.quantity)
  const position: Position = {
    ...before,
    quantity: quantity(before.quantity.minus(fill.quantity)),
    realizedPnl: money(before.realizedPnl.plus(realizedPnl)),
    fees: money(before.fees.plus(fill.fee)),
    updatedAt: fill.filledAt,
    revision: before.revision + 1,
  }
  return { position, realizedPnl }
}

function refuseMismatch(instrument: Instrument, before: Position | undefined, fill: Fill): void {
  if (fill.symbol !== instrument.symbol) throw refusal(fill, `is no fill of ${instrument.symbol}`)
  if (fill.quantity.isZero()) throw refusal(fill, 'has no quantity')
  if (before !== undefined && (before.symbol !== fill.symbol || before.side !== fill.positionSide)) {
    throw refusal(fill, `meets the ${before.side} position of ${before.symbol}`)
  }
}

function refusal(fill: Fill, why: string): TradingError {
  const { fillId, clientOrderId, symbol, side, positionSide } = fill
  return new TradingError(
    'invalid-transition',
    `fill ${fillId} (${side} for ${positionSide} ${symbol}) ${why}: read the positions from the exchange again`,
    { retry: 'never', details: { fillId, clientOrderId, symbol, side, positionSide } },
  )
}
