import {
  Decimal,
  TradingError,
  decimal,
  parseSymbol,
  quantity,
  type ExchangeName,
  type Instrument,
} from '@tradingboost/domain'
import { knownInstruments, type KnownInstrument } from './known-instruments.ts'

/**
 * The instrument of a symbol: a common OKX one as OKX states it, any other with contract size 1 and fine steps.
 * `priceStep` is the step of the data at hand: a finer one wins over the stated tick, because old recordings have other ticks.
 * Throws `invalid-symbol` for a symbol that the exchange would not write, `unknown-instrument` for a dated future.
 */
export function instrumentFor(
  symbol: string,
  options: { readonly exchange?: ExchangeName; readonly priceStep?: Decimal } = {},
): Instrument {
  const exchange = options.exchange ?? 'okx'
  const { base, quote, settle, kind } = parseSymbol(exchange, symbol)
  if (kind === 'future') {
    const message = `${symbol} is a dated future and the paper exchange does not settle those: use its swap`
    throw new TradingError('unknown-instrument', message, { retry: 'never', details: { symbol } })
  }
  const known = exchange.startsWith('okx') ? knownInstruments[symbol] : undefined
  const sizes = known ?? unknownSizes
  return {
    exchange,
    symbol,
    kind,
    base,
    quote,
    settle: settle ?? quote,
    tickSize: tickSize(known, options.priceStep),
    lotSize: decimal(sizes.lotSize),
    minQuantity: quantity(sizes.minQuantity),
    minNotional: decimal(0),
    contractSize: decimal(sizes.contractSize),
  }
}

const unknownSizes: KnownInstrument = { tickSize: '0.0001', lotSize: '0.001', minQuantity: '0.001', contractSize: '1' }

function tickSize(known: KnownInstrument | undefined, priceStep: Decimal | undefined): Decimal {
  if (priceStep === undefined) return decimal((known ?? unknownSizes).tickSize)
  return known === undefined ? priceStep : Decimal.min(decimal(known.tickSize), priceStep)
}
