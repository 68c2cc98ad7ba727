import type {
  Candle,
  ClientOrderId,
  Decimal,
  EpochMs,
  ExchangeName,
  Fill,
  FillId,
  Instrument,
  Money,
  Order,
  OrderRequest,
  Position,
  PositionSide,
  Quantity,
  Timeframe,
} from '@tradingboost/domain'
import type {
  Amendment,
  AmendOutcome,
  CancelAllOutcome,
  CancelOutcome,
  KeepAliveOutcome,
  PrepareOutcome,
  SubmitOutcome,
  TradingTerms,
} from './outcomes.ts'

/** What an account sees happen, in order. */
export type ExchangeEvent =
  | {
      readonly kind: 'candle'
      readonly symbol: string
      readonly timeframe: Timeframe
      readonly candle: Candle
      /** Counts from 0 over the feed. */
      readonly index: number
    }
  | { readonly kind: 'order'; readonly order: Order }
  /** `order` and `position` are as they stand after the fill; a position of quantity 0 is closed. */
  | { readonly kind: 'fill'; readonly fill: Fill; readonly order: Order; readonly position: Position }
  /** The exchange changed the instrument, or what may be done with it: sizes and prices are to be rounded by the new steps. */
  | {
      readonly kind: 'instrument'
      readonly symbol: string
      readonly instrument: Instrument
      readonly state: 'live' | 'suspended'
    }
  /** Booked to the account, not to a fill. */
  | {
      readonly kind: 'funding'
      readonly symbol: string
      readonly positionSide: PositionSide
      /** Of the position's notional; longs pay a positive one. */
      readonly rate: Decimal
      /** Settle currency; negative is paid. */
      readonly amount: Money
      readonly at: EpochMs
    }
  /** The exchange closes a position, or a part of it; the fills follow, and their order is not ours. */
  | {
      readonly kind: 'liquidated'
      readonly symbol: string
      readonly positionSide: PositionSide
      readonly how: 'full' | 'partial' | 'adl'
      readonly quantity: Quantity
      readonly at: EpochMs
    }
  /** The market data is over. */
  | { readonly kind: 'end' }
  /**
   * The connection broke and is back: events may be missing, so reconcile before deciding again. Comes before any later event.
   * With a TradingError of retry `never` as cause it is gone for good.
   */
  | { readonly kind: 'lost'; readonly cause: unknown }

export interface Market {
  readonly symbol: string
  readonly timeframe: Timeframe
  /** Names the subscriber within its account; one that comes back resumes under its name. */
  readonly subscriber: string
}

export interface Subscription {
  /**
   * No more events; the paper market does not wait for this subscriber any more. An exchange that is away cannot be told:
   * that is no error, and the paper market waits for the subscriber to return.
   */
  close(): Promise<void>
}

/**
 * One account at one exchange. The exchange is the authority on orders, fills and positions.
 * Reads throw a TradingError `exchange-unavailable` when the exchange cannot be asked.
 */
export interface Exchange {
  readonly name: ExchangeName
  instrument(symbol: string): Promise<Instrument>
  submit(request: OrderRequest): Promise<SubmitOutcome>
  /** Sends several orders at once; one outcome each, in their order. One that is rejected does not hold back the others. */
  submitMany(requests: readonly OrderRequest[]): Promise<readonly SubmitOutcome[]>
  cancel(symbol: string, clientOrderId: ClientOrderId): Promise<CancelOutcome>
  /** Changes an open order in place: it never stops protecting or resting meanwhile. */
  amend(symbol: string, clientOrderId: ClientOrderId, amendment: Amendment): Promise<AmendOutcome>
  /** Cancels every open order of the symbol, stops included. */
  cancelAll(symbol: string): Promise<CancelAllOutcome>
  /** Sets how the account trades the symbol, and reads it back. */
  prepare(symbol: string, terms: TradingTerms): Promise<PrepareOutcome>
  /** Arms the dead man's switch for so many seconds of the exchange's time, or renews it; 0 disarms it. */
  keepAlive(seconds: number): Promise<KeepAliveOutcome>
  order(clientOrderId: ClientOrderId): Promise<Order | undefined>
  openOrders(symbol: string): Promise<readonly Order[]>
  /** The account's fills after the given one (all of them without one), oldest first. */
  fillsAfter(fillId: FillId | undefined): Promise<readonly Fill[]>
  /** Open positions of the account, and the closed ones with their last revision (quantity 0). */
  positions(): Promise<readonly Position[]>
  /** Settlement currency without unrealized PnL. */
  balance(): Promise<Money>
  /** The last closed candles, oldest first. */
  candles(symbol: string, timeframe: Timeframe, limit: number): Promise<readonly Candle[]>
  /**
   * Delivers events one at a time: the next comes when the promise of the last has resolved, and the paper market moves only
   * then. A handler must not wait for a later event, and must not reject: it ends the replay, or the process of a client. One
   * that cannot go on never resolves, and closes its subscription.
   * A subscriber that returns under its name after its process died sees no old orders and fills, which it must ask for,
   * and may see a candle again that it had not finished: tell by `index`.
   */
  subscribe(market: Market, onEvent: (event: ExchangeEvent) => Promise<void>): Promise<Subscription>
  /** Ends its subscriptions as well. */
  close(): Promise<void>
}
