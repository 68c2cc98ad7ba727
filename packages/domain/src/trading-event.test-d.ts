import { assertNever } from './assert-never.ts'
import { epochMs } from './clock.ts'
import type { TradingEvent } from './trading-event.ts'

const arose: TradingEvent = { kind: 'reason-arose', at: epochMs(1), reason: 'redis-down', message: 'wait' }

// @ts-expect-error every event has its time
const timeless: TradingEvent = { kind: 'bot-status-changed', status: 'running' }
// @ts-expect-error a status outside the list
const unknownStatus: TradingEvent = { kind: 'bot-status-changed', at: epochMs(1), status: 'asleep' }

const subject = (event: TradingEvent): string => {
  switch (event.kind) {
    case 'order-intended':
    case 'cancel-asked':
    case 'amend-asked':
    case 'order-updated':
    case 'order-filled':
      return event.leg
    case 'position-changed':
    case 'bot-status-changed':
    case 'candle-closed':
    case 'reconciled':
    case 'external-changed':
    case 'share-lost':
    case 'reason-arose':
    case 'strategy-failed':
      return event.kind
    default:
      return assertNever(event)
  }
}

// @ts-expect-error an event of any kind is left: a switch that misses cases does not compile
const unswitched = (event: TradingEvent) => assertNever(event)

export { arose, subject, timeless, unknownStatus, unswitched }
