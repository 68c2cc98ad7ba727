import {
  TradingError,
  decimal,
  parseSymbol,
  quantity,
  type Decimal,
  type ExchangeName,
  type Instrument,
} from '@tradingboost/domain'
import type { ListedInstruments } from './listed-instruments.ts'
import { knownInstruments, type KnownInstrument } from './known-instruments.ts'

/** What an instrument is made of besides its symbol. */
export interface InstrumentSources {
  readonly exchange?: ExchangeName
  /** Instruments that a file or the exchange states; they win over the known ones. */
  readonly listed?: ListedInstruments
  /** The step of the prices at hand, for a symbol that nobody states. */
  readonly priceStep?: Decimal
}

/**
 * The instrument of a symbol: as it is listed, else a common OKX one as OKX states it, else one with assumed steps. Noise in the
 * prices at hand never changes the tick of an instrument that is stated.
 * Throws `invalid-symbol` for a symbol that the exchange would not write, `unknown-instrument` for a dated future or a swap that
 * settles in its base currency.
 */
export function instrumentFor(symbol: string, sources: InstrumentSources = {}): Instrument {
  const exchange = sources.exchange ?? 'okx'
  const { base, quote, settle, kind } = parseSymbol(exchange, symbol)
  if (kind === 'future') {
    const message = `${symbol} is a dated future and the paper exchange does not settle those: use its swap`
    throw new TradingError('unknown-instrument', message, { retry: 'never', details: { symbol } })
  }
  const stated = statedSizes(symbol, sources)
  const sizes = stated ?? unknownSizes
  const currency = stated?.settle ?? settle ?? quote
  if (kind === 'swap' && currency === base) {
    const message = `${symbol} settles in ${base}, its base currency, and the paper exchange books stablecoins: trade ${base}-USDT-SWAP`
    throw new TradingError('unknown-instrument', message, { retry: 'never', details: { symbol } })
  }
  return {
    exchange,
    symbol,
    kind,
    base,
    quote,
    settle: currency,
    tickSize: stated === undefined && sources.priceStep !== undefined ? sources.priceStep : decimal(sizes.tickSize),
    lotSize: decimal(sizes.lotSize),
    minQuantity: quantity(sizes.minQuantity),
    minNotional: decimal(sizes.minNotional ?? 0),
    contractSize: decimal(sizes.contractSize),
  }
}

/** One line that says what is assumed of a symbol that nobody states; undefined for a stated one. */
export function instrumentAssumption(symbol: string, sources: InstrumentSources = {}): string | undefined {
  if (statedSizes(symbol, sources) !== undefined) return undefined
  const { tickSize, lotSize, contractSize } = instrumentFor(symbol, sources)
  const steps = `tick ${tickSize.toFixed()}, lot ${lotSize.toFixed()}, contract size ${contractSize.toFixed()}`
  return `${symbol} is not listed: assumed ${steps}; give an instruments file to state them`
}

function statedSizes(symbol: string, { exchange = 'okx', listed }: InstrumentSources): KnownInstrument | undefined {
  const known =
    exchange.startsWith('okx') && Object.hasOwn(knownInstruments, symbol) ? knownInstruments[symbol] : undefined
  return listed?.get(symbol) ?? known
}

const unknownSizes: KnownInstrument = { tickSize: '0.0001', lotSize: '0.001', minQuantity: '0.001', contractSize: '1' }
