import { assertNever } from './assert-never.ts'
import { epochMs } from './clock.ts'
import type { TradingEvent } from './trading-event.ts'

const refused: TradingEvent = { kind: 'decision-refused', at: epochMs(1), leg: 'entry', reason: 'redis-down' }

// @ts-expect-error every event has its time
const timeless: TradingEvent = { kind: 'bot-status-changed', status: 'running' }
// @ts-expect-error a status outside the list
const unknownStatus: TradingEvent = { kind: 'bot-status-changed', at: epochMs(1), status: 'asleep' }

const subject = (event: TradingEvent): string => {
  switch (event.kind) {
    case 'order-intended':
    case 'cancel-asked':
    case 'order-updated':
    case 'order-filled':
    case 'decision-refused':
      return event.leg
    case 'position-changed':
    case 'bot-status-changed':
    case 'candle-closed':
    case 'reconciled':
      return event.kind
    default:
      return assertNever(event)
  }
}

// @ts-expect-error an event of any kind is left: a switch that misses cases does not compile
const unswitched = (event: TradingEvent) => assertNever(event)

export { refused, subject, timeless, unknownStatus, unswitched }
