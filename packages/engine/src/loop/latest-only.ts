import { assertNever, type TradingEvent } from '@tradingboost/domain'

/** Drops what a later event of the same order, position or candle stream makes needless to record. */
export function latestOnly(events: readonly TradingEvent[]): readonly TradingEvent[] {
  const last = new Map<string, TradingEvent>()
  for (const event of events) {
    const subject = subjectOf(event)
    // Deleted first, so that the survivors stand in the order of their last event.
    last.delete(subject)
    last.set(subject, event)
  }
  return [...last.values()]
}

function subjectOf(event: TradingEvent): string {
  switch (event.kind) {
    case 'order-intended':
    case 'order-updated':
      return `order ${event.order.clientOrderId}`
    case 'cancel-asked':
      return `cancel ${event.clientOrderId}`
    case 'amend-asked':
      return `amend ${event.clientOrderId}`
    case 'order-filled':
      return `fill ${event.order.clientOrderId}`
    case 'external-changed':
      return `external ${event.side}`
    case 'share-lost':
      // Each is a loss of its own.
      return `lost ${event.side} ${event.at} ${event.quantity.toFixed()}`
    case 'position-changed':
      return `position ${event.position.side}`
    case 'reason-arose':
      return `reason ${event.leg ?? ''} ${event.reason}`
    case 'bot-status-changed':
    case 'strategy-failed':
    case 'candle-closed':
    case 'reconciled':
      return event.kind
    default:
      return assertNever(event)
  }
}
