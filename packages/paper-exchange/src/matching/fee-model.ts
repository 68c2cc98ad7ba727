import {
  decimal,
  money,
  type Decimal,
  type Fill,
  type Instrument,
  type Money,
  type Price,
  type Quantity,
} from '@tradingboost/domain'

/** Share of a fill's notional that the exchange takes; negative is a rebate. */
export interface FeeRates {
  readonly maker: Decimal
  readonly taker: Decimal
}

/** 0.02 % maker and 0.05 % taker: the first tier of the large swap exchanges. */
export const defaultFeeRates: FeeRates = { maker: decimal('0.0002'), taker: decimal('0.0005') }

/** Fee of one fill in the settle currency, not rounded: exchanges book fees finer than a tick. */
export function feeOf(
  instrument: Instrument,
  rates: FeeRates,
  fill: { readonly price: Price; readonly quantity: Quantity; readonly liquidity: Fill['liquidity'] },
): Money {
  return money(fill.price.mul(fill.quantity).mul(instrument.contractSize).mul(rates[fill.liquidity]))
}
