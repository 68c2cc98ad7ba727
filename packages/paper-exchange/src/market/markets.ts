import { epochMs, TradingError, type EpochMs, type Instrument, type Timeframe } from '@tradingboost/domain'
import { MarketData } from './market-data.ts'

/** All markets of a paper exchange, and the time that their candles make. */
export class Markets {
  readonly timeframe: Timeframe
  readonly instruments: ReadonlyMap<string, Instrument>
  readonly bySymbol: ReadonlyMap<string, MarketData>
  readonly #suspended = new Set<string>()

  constructor(instruments: readonly Instrument[], timeframe: Timeframe) {
    this.timeframe = timeframe
    this.instruments = new Map(instruments.map((instrument) => [instrument.symbol, instrument]))
    this.bySymbol = new Map(instruments.map(({ symbol }) => [symbol, new MarketData(symbol, timeframe)]))
  }

  /** Close time of the last candle of any symbol. */
  get now(): EpochMs {
    return epochMs(Math.max(...[...this.bySymbol.values()].map((market) => market.now)))
  }

  isSuspended(symbol: string): boolean {
    return this.#suspended.has(symbol)
  }

  suspend(symbol: string, isSuspended: boolean): void {
    if (isSuspended) this.#suspended.add(symbol)
    else this.#suspended.delete(symbol)
  }

  /** Throws `unknown-instrument` for a symbol that is not traded. */
  of(symbol: string): MarketData {
    const market = this.bySymbol.get(symbol)
    if (market !== undefined) return market
    const message = `${symbol} is not traded at the paper exchange: use one of ${[...this.bySymbol.keys()].join(', ')}`
    throw new TradingError('unknown-instrument', message, { retry: 'never', details: { symbol } })
  }
}
