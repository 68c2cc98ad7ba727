import type { Candle, ClientOrderId } from '@tradingboost/domain'
import type { AmendOutcome, CancelOutcome, ExchangeEvent, SubmitOutcome } from '@tradingboost/exchange'
import type { ExchangeBook } from './reconcile/exchange-book.ts'

/** Everything that can happen to a bot: what the pure step takes. */
export type EngineEvent =
  | { readonly kind: 'market'; readonly event: Exclude<ExchangeEvent, { kind: 'lost' }> }
  | { readonly kind: 'submit-answered'; readonly outcome: SubmitOutcome }
  | { readonly kind: 'amend-answered'; readonly outcome: AmendOutcome }
  | { readonly kind: 'cancel-answered'; readonly outcome: CancelOutcome }
  /** An intent that was held back, because it could not be recorded or the bot was stopped meanwhile. */
  | { readonly kind: 'not-sent'; readonly clientOrderId: ClientOrderId; readonly reason: 'redis-down' | 'stopped' }
  /** An amendment that was held back in the same way. */
  | { readonly kind: 'not-amended'; readonly clientOrderId: ClientOrderId }
  /** Closed candles up to now, oldest first. */
  | { readonly kind: 'history'; readonly candles: readonly Candle[] }
  /** What the exchange says, asked after a start, a lost connection or a lost answer. */
  | { readonly kind: 'reconciled'; readonly book: ExchangeBook }
  /** The strategy may begin, by command of a person. */
  | { readonly kind: 'start' }
  /** The same after a start of the process: not into the same throw again and again. */
  | { readonly kind: 'resume' }
  /** A person wants it stopped: nothing that opens may go out from now on, whatever is under way. */
  | { readonly kind: 'stop-asked' }
  /** The strategy is to open nothing more: by command of a person, or after a start of a process that was stopped before. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'journal-lost' }
  | { readonly kind: 'journal-back' }
