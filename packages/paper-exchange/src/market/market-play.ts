import { candleProblem, TradingError, type Candle } from '@tradingboost/domain'
import type { MarketData } from './market-data.ts'
import { fundingBetween, type FundingSchedule } from './funding-schedule.ts'
import type { Markets } from './markets.ts'
import type { Members } from '../account/members.ts'
import type { PlayOptions } from '../paper-exchange.ts'

/** Moves the markets of a paper exchange candle by candle, each only when everybody has acknowledged the last. */
export class MarketPlay {
  readonly #markets: Markets
  readonly #members: Members
  readonly #funding: FundingSchedule | undefined
  #hasEnded = false

  constructor(markets: Markets, members: Members, funding?: FundingSchedule) {
    this.#funding = funding
    this.#markets = markets
    this.#members = members
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** Throws `conflict` after the end, and `invalid-candles` for one that cannot be the next. */
  async advance(candle: Candle, symbol: string): Promise<void> {
    if (this.#hasEnded) {
      throw new TradingError('conflict', 'the market has ended: open a new paper exchange', { retry: 'never' })
    }
    const market = this.#markets.of(symbol)
    assertNext(market, candle)
    await this.#members.settled()
    const { timeframe } = this.#markets
    const index = market.count
    const before = market.now
    market.append(candle)
    const members = this.#members.all()
    const from = market.count === 1 ? candle.openAt : before
    const due = this.#funding === undefined ? [] : fundingBetween(this.#funding, from, market.now)
    for (const { account } of members) {
      account.passTime(candle.openAt)
      account.walk(symbol, candle)
      account.passTime(this.#markets.now)
      for (const { at, rate } of due) account.fund(symbol, rate, at)
    }
    for (const { delivery } of members) delivery.announce({ kind: 'candle', symbol, timeframe, candle, index }, symbol)
    await this.#members.settled()
  }

  /** Trading of a symbol stops or goes on; subscribers hear of it. */
  async suspend(symbol: string, state: 'live' | 'suspended'): Promise<void> {
    this.#markets.of(symbol)
    const instrument = this.#markets.instruments.get(symbol)
    if (instrument === undefined) return
    this.#markets.suspend(symbol, state === 'suspended')
    for (const { delivery } of this.#members.all()) delivery.tell({ kind: 'instrument', symbol, instrument, state })
    await this.#members.settled()
  }

  async end(): Promise<void> {
    await this.#members.settled()
    this.#hasEnded = true
    for (const { delivery } of this.#members.all()) {
      for (const symbol of this.#markets.bySymbol.keys()) delivery.announce({ kind: 'end' }, symbol)
    }
    await this.#members.settled()
  }

  async play(
    candles: AsyncIterable<Candle> | Iterable<Candle>,
    symbol: string,
    { pace, signal }: PlayOptions,
  ): Promise<void> {
    for await (const candle of candles) {
      await pace?.()
      if (signal?.aborted === true) return
      await this.advance(candle, symbol)
    }
    await this.end()
  }
}

function assertNext(market: MarketData, candle: Candle): void {
  const before = market.lastCandle
  const problem =
    candleProblem(candle) ??
    (before !== undefined && candle.openAt <= before.openAt ? 'it does not come after the candle before it' : undefined)
  if (problem === undefined) return
  throw new TradingError(
    'invalid-candles',
    `candle ${String(market.count + 1)} of ${market.symbol}: ${problem}: correct the data`,
    { retry: 'never', details: { symbol: market.symbol, openAt: candle.openAt } },
  )
}
