import type {
  Candle,
  ClientOrderId,
  ExchangeName,
  Fill,
  FillId,
  Instrument,
  Money,
  Order,
  OrderRequest,
  Position,
  Price,
  Quantity,
  Timeframe,
} from '@tradingboost/domain'

export const rejectReasons = [
  'insufficient-margin',
  'below-minimum',
  'off-tick',
  'off-lot',
  'would-take',
  'nothing-to-reduce',
  'duplicate-client-order-id',
  'unknown-symbol',
  'invalid-order',
] as const
export type RejectReason = (typeof rejectReasons)[number]

/** `unknown` is not a rejection: the order may rest at the exchange; reconcile by client order id, never resend blindly. */
export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly order: Order }
  | {
      readonly kind: 'rejected'
      readonly clientOrderId: ClientOrderId
      readonly reason: RejectReason
      readonly message: string
    }
  | { readonly kind: 'unknown'; readonly clientOrderId: ClientOrderId; readonly cause: unknown }

export type CancelOutcome =
  | { readonly kind: 'canceled'; readonly order: Order }
  /** It had ended before, or never existed (then without `order`). */
  | { readonly kind: 'not-open'; readonly clientOrderId: ClientOrderId; readonly order?: Order }
  | { readonly kind: 'unknown'; readonly clientOrderId: ClientOrderId; readonly cause: unknown }

/** What changes in an open order; what is absent stays. `quantity` is the whole order's, its filled part included. */
export interface Amendment {
  readonly quantity?: Quantity
  /** Of a limit order. */
  readonly price?: Price
  /** Of a stop order. */
  readonly triggerPrice?: Price
}

export type AmendOutcome =
  | { readonly kind: 'amended'; readonly order: Order }
  /** It had ended before, or never existed (then without `order`). */
  | { readonly kind: 'not-open'; readonly clientOrderId: ClientOrderId; readonly order?: Order }
  /** The order stays as it was. */
  | {
      readonly kind: 'rejected'
      readonly clientOrderId: ClientOrderId
      readonly reason: RejectReason
      readonly message: string
    }
  /** This exchange cannot amend such an order: place another one instead. */
  | { readonly kind: 'not-offered'; readonly clientOrderId: ClientOrderId }
  /** Not a rejection: the order may have changed; reconcile by client order id. */
  | { readonly kind: 'unknown'; readonly clientOrderId: ClientOrderId; readonly cause: unknown }

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
  cancel(symbol: string, clientOrderId: ClientOrderId): Promise<CancelOutcome>
  /** Changes an open order in place: it never stops protecting or resting meanwhile. */
  amend(symbol: string, clientOrderId: ClientOrderId, amendment: Amendment): Promise<AmendOutcome>
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
