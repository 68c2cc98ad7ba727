import type {
  Candle,
  Decimal,
  EpochMs,
  ExchangeName,
  Fill,
  Instrument,
  Money,
  Order,
  OrderRequest,
  Position,
  Timeframe,
  UserId,
} from '@tradingboost/domain'
import type { Exchange, ExchangeEvent, Market } from '@tradingboost/exchange'
import type { FundingSchedule } from './market/funding-schedule.ts'
import type { AckLimit } from './delivery/ack-limit.ts'
import type { FeeRates } from './matching/fee-model.ts'
import type { FillModel } from './matching/fill-model.ts'
import type { MarginRules } from './account/margin-account.ts'

/** What a paper exchange trades, for whom, and on which terms. */
export interface PaperExchangeOptions {
  /** The first one is the market that `advance` and `play` move unless told otherwise. */
  readonly instruments: readonly [Instrument, ...Instrument[]]
  /** Of the candles that will be played; `5m` when absent. */
  readonly timeframe?: Timeframe
  /** Starting balance of each user id, in the settle currency. */
  readonly accounts: Readonly<Record<string, { readonly balance: Decimal }>>
  readonly name?: ExchangeName
  readonly fees?: FeeRates
  readonly fillModel?: FillModel
  readonly margin?: MarginRules
  /** OKX and Binance free an id when its order has ended (the default); Bybit's futures never do. */
  readonly clientOrderIds?: 'unique-while-open' | 'unique-for-ever'
  readonly funding?: FundingSchedule
  /** A subscriber that does not acknowledge, or does not come back, for longer gets `lost` and does not block the others. */
  readonly ackLimit?: AckLimit
}

/** Everything one account has done, for audits. */
export interface AccountBook {
  /** Each order once per revision, in the order of the changes. */
  readonly orders: readonly Order[]
  /** Requests that were rejected because their client order id was used before. */
  readonly duplicates: readonly OrderRequest[]
  readonly fills: readonly Fill[]
  /** Settle currency, received less paid; apart from fills. */
  readonly funding: Money
  /** What liquidations cost beyond the account's money, which the exchange bore. */
  readonly shortfall: Money
  /** Closed ones too, with quantity 0. */
  readonly positions: readonly Position[]
  readonly balance: Money
  /** Balance plus unrealized PnL at the last prices. */
  readonly equity: Decimal
}

export interface SubscriberStatus {
  readonly userId: UserId
  readonly subscriber: string
  /** `missing`: its connection broke. `lagging`: it did not acknowledge in time, and events pass it by until it does. */
  readonly state: 'present' | 'lagging' | 'missing'
}

export interface MarketStatus {
  readonly symbol: string
  /** Candles closed so far. */
  readonly candle: number
  readonly ended: boolean
  /** Close time of the last candle; 0 before the first. */
  readonly time: EpochMs
  readonly lastPrice: Decimal | undefined
  readonly subscribers: readonly SubscriberStatus[]
}

/** A paper exchange in this process: the same matching engine for paper trading and replay. */
export interface PaperExchange {
  readonly name: ExchangeName
  readonly instruments: readonly Instrument[]
  readonly timeframe: Timeframe
  /** Whose accounts there are. */
  readonly userIds: readonly UserId[]
  /** The port as that account sees it. Throws `not-found` for a user id without an account. */
  account(user: UserId): Exchange
  /** Closes the next candle: matches it, tells the subscribers, and resolves when all have acknowledged everything. */
  readonly advance: (candle: Candle, symbol?: string) => Promise<void>
  /** Tells the subscribers that the market data is over; resolves when all have acknowledged. */
  readonly end: () => Promise<void>
  /** Rejects new orders of the symbol until `resume`, as an exchange does in maintenance; resolves when all subscribers know. */
  readonly suspend: (symbol?: string) => Promise<void>
  readonly resume: (symbol?: string) => Promise<void>
  /** Advances through the candles, then ends. `pace` is awaited before each candle. */
  play(candles: AsyncIterable<Candle> | Iterable<Candle>, options?: PlayOptions): Promise<void>
  /** Resolves when that many subscribers, or all of those names, are there. */
  whenSubscribed(expected: number | readonly string[]): Promise<void>
  book(user: UserId): AccountBook
  status(symbol?: string): MarketStatus
  /**
   * For adapters whose connection may break: subscribes, and says how to report the break. A present subscriber of that name
   * is a `conflict`, or is replaced by `take-over`.
   */
  readonly connect: (
    user: UserId,
    market: Market,
    onEvent: (event: ExchangeEvent) => Promise<void>,
    takeOver?: 'take-over',
  ) => SeatHold
}

export interface PlayOptions {
  readonly symbol?: string
  readonly pace?: () => Promise<void>
  /** Stops before the next candle once aborted, without ending the market. */
  readonly signal?: AbortSignal
}

/** A subscriber's hold on its seat; of no effect once another has taken the seat over. */
export interface SeatHold {
  /** The connection broke: the market waits until `connect` is called for the same name. */
  readonly lose: () => void
  /** The subscriber wants no more events. */
  readonly leave: () => void
}
