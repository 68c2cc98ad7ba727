import { epochMs, timeframeMs, type Candle, type EpochMs, type Timeframe } from '@tradingboost/domain'

const keptCandles = 10_000

/** The closed candles of one symbol so far, and the time they make. */
export class MarketData {
  readonly symbol: string
  readonly timeframe: Timeframe
  readonly #candles: Candle[] = []
  #count = 0
  #now: EpochMs = epochMs(0)

  constructor(symbol: string, timeframe: Timeframe) {
    this.symbol = symbol
    this.timeframe = timeframe
  }

  /** Close time of the last candle; 0 before the first. */
  get now(): EpochMs {
    return this.#now
  }

  /** Candles closed so far. */
  get count(): number {
    return this.#count
  }

  get lastCandle(): Candle | undefined {
    return this.#candles.at(-1)
  }

  append(candle: Candle): void {
    this.#candles.push(candle)
    if (this.#candles.length > 2 * keptCandles) this.#candles.splice(0, keptCandles)
    this.#count += 1
    this.#now = epochMs(candle.openAt + timeframeMs(this.timeframe))
  }

  /** Oldest first; at most the 10,000 last. */
  latest(limit: number): readonly Candle[] {
    return limit <= 0 ? [] : this.#candles.slice(-Math.min(limit, keptCandles))
  }
}
