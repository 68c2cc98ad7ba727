import type { Brand } from './brand.ts'
import { decimal, type Decimal } from './decimal.ts'
import { TradingError } from './trading-error.ts'

/** Quote currency for one unit of the base currency; never negative. */
export type Price = Brand<Decimal, 'Price'>
/** Contracts (swaps) or base currency (spot), what the exchange counts an order in; never negative, the side says which way. */
export type Quantity = Brand<Decimal, 'Quantity'>
/** Settlement currency: fees, PnL, balances; negative is owed or lost. */
export type Money = Brand<Decimal, 'Money'>

/** Reads a price of zero or more; throws a TradingError `invalid-amount` otherwise. */
export const price = (value: string | number | Decimal): Price => notNegative('price', decimal(value)) as Price

/** Reads a quantity of zero or more; throws a TradingError `invalid-amount` otherwise. */
export const quantity = (value: string | number | Decimal): Quantity =>
  notNegative('quantity', decimal(value)) as Quantity

/** Reads an amount of money of either sign; throws a TradingError `invalid-amount` when it is no finite decimal. */
export const money = (value: string | number | Decimal): Money => decimal(value) as Money

function notNegative(what: string, value: Decimal): Decimal {
  if (!value.isNegative()) return value
  throw new TradingError('invalid-amount', `a ${what} of ${value.toString()} is negative: check what was subtracted`, {
    retry: 'never',
    details: { what, value: value.toString() },
  })
}
