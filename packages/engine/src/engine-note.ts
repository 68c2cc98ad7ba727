import { assertNever, type ClientOrderId, type PositionSide, type TradingEvent } from '@tradingboost/domain'

/** What the engine tells whoever runs it, to be logged; nothing to act on. */
export type EngineNote =
  | { readonly kind: 'memory-discarded'; readonly why: string }
  | { readonly kind: 'exchange-lost'; readonly cause: unknown }
  | { readonly kind: 'reconciled'; readonly event: Extract<TradingEvent, { kind: 'reconciled' }> }
  | { readonly kind: 'reconcile-failed'; readonly cause: unknown }
  | { readonly kind: 'journal-lost'; readonly cause: unknown }
  | { readonly kind: 'journal-back' }
  | { readonly kind: 'leave-failed'; readonly cause: unknown }
  /** What the strategy wants of which order, and why. */
  | {
      readonly kind: 'decided'
      readonly what: 'place' | 'amend' | 'cancel'
      readonly clientOrderId: ClientOrderId
      readonly leg: string
      readonly why: string
    }
  /** Why an order is not placed, as it arises. */
  | { readonly kind: 'reason'; readonly leg: string | undefined; readonly reason: string; readonly message: string }
  /** Somebody else closed a part of the bot's position. */
  | { readonly kind: 'share-lost'; readonly side: PositionSide; readonly quantity: string }
  | { readonly kind: 'strategy-failed'; readonly message: string; readonly throws: number }

/** What is worth telling of what is recorded. */
export function noteOf(event: TradingEvent): EngineNote | undefined {
  switch (event.kind) {
    case 'order-intended': {
      const { order, leg, note: why } = event
      return { kind: 'decided', what: 'place', clientOrderId: order.clientOrderId, leg, why }
    }
    case 'cancel-asked': {
      const { clientOrderId, leg, note: why } = event
      return { kind: 'decided', what: 'cancel', clientOrderId, leg, why }
    }
    case 'amend-asked': {
      const { clientOrderId, leg, note: why } = event
      return { kind: 'decided', what: 'amend', clientOrderId, leg, why }
    }
    case 'reason-arose':
      return { kind: 'reason', leg: event.leg, reason: event.reason, message: event.message }
    case 'strategy-failed':
      return { kind: 'strategy-failed', message: event.message, throws: event.throws }
    case 'reconciled':
      return { kind: 'reconciled', event }
    case 'share-lost':
      return { kind: 'share-lost', side: event.side, quantity: event.quantity.toFixed() }
    case 'external-changed':
    case 'order-updated':
    case 'order-filled':
    case 'position-changed':
    case 'bot-status-changed':
    case 'candle-closed':
      return undefined
    default:
      return assertNever(event)
  }
}
