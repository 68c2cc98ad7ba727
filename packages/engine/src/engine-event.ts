import type { Candle, ClientOrderId } from '@tradingboost/domain'
import type { CancelOutcome, ExchangeEvent, SubmitOutcome } from '@tradingboost/exchange'
import type { ExchangeBook } from './reconcile/exchange-book.ts'

/** Everything that can happen to a bot: what the pure step takes. */
export type EngineEvent =
  | { readonly kind: 'market'; readonly event: Exclude<ExchangeEvent, { kind: 'lost' }> }
  | { readonly kind: 'submit-answered'; readonly outcome: SubmitOutcome }
  | { readonly kind: 'cancel-answered'; readonly outcome: CancelOutcome }
  /** An intent that was held back, because it could not be recorded or the bot was stopped meanwhile. */
  | { readonly kind: 'not-sent'; readonly clientOrderId: ClientOrderId; readonly reason: 'redis-down' | 'stopped' }
  /** Closed candles up to now, oldest first. */
  | { readonly kind: 'history'; readonly candles: readonly Candle[] }
  /** What the exchange says, asked after a start, a lost connection or a lost answer. */
  | { readonly kind: 'reconciled'; readonly book: ExchangeBook }
  /** The strategy may begin: after a start of the process, or by command of a person. */
  | { readonly kind: 'start' }
  /** A person wants it stopped: nothing that opens may go out from now on, whatever is under way. */
  | { readonly kind: 'stop-asked' }
  /** The strategy is to open nothing more: by command of a person, or after a start of a process that was stopped before. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'journal-lost' }
  | { readonly kind: 'journal-back' }
