import type { ClientOrderId, Decimal, EpochMs, Order, Price, Quantity } from '@tradingboost/domain'

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
  'expired',
  'rate-limited',
  'suspended',
  'price-band',
  'position-mode',
  'permission',
  'clock',
] as const
export type RejectReason = (typeof rejectReasons)[number]

/** What the exchange itself answered: its code and its text, for logs and support. */
export interface RawAnswer {
  readonly code: string
  readonly text: string
}

/** `unknown` is not a rejection: the order may rest at the exchange; reconcile by client order id, never resend blindly. */
export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly order: Order }
  | {
      readonly kind: 'rejected'
      readonly clientOrderId: ClientOrderId
      readonly reason: RejectReason
      readonly message: string
      readonly raw?: RawAnswer
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
      readonly raw?: RawAnswer
    }
  /** This exchange cannot amend such an order: place another one instead. */
  | { readonly kind: 'not-offered'; readonly clientOrderId: ClientOrderId }
  /** Not a rejection: the order may have changed; reconcile by client order id. */
  | { readonly kind: 'unknown'; readonly clientOrderId: ClientOrderId; readonly cause: unknown }

/** Every order of a symbol that was open, stops included. */
export type CancelAllOutcome =
  | { readonly kind: 'canceled'; readonly orders: readonly Order[] }
  | { readonly kind: 'unknown'; readonly cause: unknown }

/** How an account trades a symbol. */
export interface TradingTerms {
  readonly positionMode: 'hedge' | 'one-way'
  readonly marginMode: 'cross' | 'isolated'
  /** Notional per unit of margin, as far as the exchange allows. */
  readonly leverage: Decimal
}

export type PrepareOutcome =
  /** As read back after they were set. */
  | { readonly kind: 'prepared'; readonly terms: TradingTerms }
  /** One sentence: what cannot be set, and what now. */
  | { readonly kind: 'refused'; readonly message: string; readonly raw?: RawAnswer }
  | { readonly kind: 'unknown'; readonly cause: unknown }

/** A dead man's switch: when nobody renews it in time, the exchange cancels the account's orders but for its stops. */
export type KeepAliveOutcome =
  | { readonly kind: 'armed'; readonly until: EpochMs }
  | { readonly kind: 'disarmed' }
  | { readonly kind: 'not-offered' }
  | { readonly kind: 'unknown'; readonly cause: unknown }
