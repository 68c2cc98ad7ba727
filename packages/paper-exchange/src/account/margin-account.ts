import {
  decimal,
  direction,
  zero,
  type ClientOrderId,
  type Decimal,
  type Instrument,
  type Position,
} from '@tradingboost/domain'
import type { AccountLedger } from './account-ledger.ts'
import { isClosing } from '../matching/check-request.ts'

/** Leverage and the share of notional that an account must keep. */
export interface MarginRules {
  /** Notional per unit of initial margin; spot always pays in full. */
  readonly leverage: Decimal
  /** Share of the positions' notional at which the account is liquidated. */
  readonly maintenanceRate: Decimal
}

export const defaultMarginRules: MarginRules = { leverage: decimal(10), maintenanceRate: decimal('0.005') }

export interface MarkedMarket {
  instrumentOf(symbol: string): Instrument
  /** Last price; undefined before the first candle. */
  markOf(symbol: string): Decimal | undefined
}

/** Margin that an order or position of that price and quantity binds. */
export function initialMargin(instrument: Instrument, rules: MarginRules, at: Decimal, quantity: Decimal): Decimal {
  const notional = at.mul(quantity).mul(instrument.contractSize)
  return instrument.kind === 'spot' ? notional : notional.div(rules.leverage)
}

/** PnL that closing the position at that price would realize, without fees. */
function unrealizedPnl(instrument: Instrument, position: Position, mark: Decimal): Decimal {
  return mark
    .minus(position.averagePrice)
    .mul(direction(position.side))
    .mul(position.quantity)
    .mul(instrument.contractSize)
}

/** What the account is worth: balance plus unrealized PnL at the last prices. */
export function equityOf(ledger: AccountLedger, market: MarkedMarket): Decimal {
  return openPositions(ledger).reduce<Decimal>((equity, position) => {
    const mark = market.markOf(position.symbol) ?? position.averagePrice
    return equity.plus(unrealizedPnl(market.instrumentOf(position.symbol), position, mark))
  }, ledger.balance)
}

/** Equity at or below this is liquidated; spot positions, being paid in full, need none. */
export function maintenanceMargin(ledger: AccountLedger, market: MarkedMarket, rules: MarginRules): Decimal {
  return openPositions(ledger).reduce<Decimal>((sum, position) => {
    const instrument = market.instrumentOf(position.symbol)
    if (instrument.kind === 'spot') return sum
    const mark = market.markOf(position.symbol) ?? position.averagePrice
    return sum.plus(mark.mul(position.quantity).mul(instrument.contractSize).mul(rules.maintenanceRate))
  }, zero)
}

/** Initial margin of the open positions and the resting opening orders, but for one order that is about to change. */
export function boundMargin(
  ledger: AccountLedger,
  market: MarkedMarket,
  rulesOf: (symbol: string) => MarginRules,
  without?: ClientOrderId,
): Decimal {
  const held = openPositions(ledger).reduce<Decimal>((sum, { symbol, averagePrice, quantity }) => {
    return sum.plus(initialMargin(market.instrumentOf(symbol), rulesOf(symbol), averagePrice, quantity))
  }, zero)
  return ledger.allRestingOrders().reduce<Decimal>((sum, { order }) => {
    const at = order.price ?? order.triggerPrice ?? market.markOf(order.symbol)
    if (isClosing(order) || at === undefined || order.clientOrderId === without) return sum
    const remaining = order.quantity.minus(order.filledQuantity)
    return sum.plus(initialMargin(market.instrumentOf(order.symbol), rulesOf(order.symbol), at, remaining))
  }, held)
}

const openPositions = (ledger: AccountLedger): readonly Position[] =>
  ledger.positions().filter(({ quantity }) => quantity.gt(0))
