import type { TradingEvent } from '@tradingboost/domain'

/** What the engine tells whoever runs it, to be logged; nothing to act on. */
export type EngineNote =
  | { readonly kind: 'memory-discarded'; readonly why: string }
  | { readonly kind: 'exchange-lost'; readonly cause: unknown }
  | { readonly kind: 'reconciled'; readonly event: Extract<TradingEvent, { kind: 'reconciled' }> }
  | { readonly kind: 'reconcile-failed'; readonly cause: unknown }
  | { readonly kind: 'journal-lost'; readonly cause: unknown }
  | { readonly kind: 'journal-back' }
  | { readonly kind: 'leave-failed'; readonly cause: unknown }
  | { readonly kind: 'refused'; readonly leg: string; readonly reason: string }
