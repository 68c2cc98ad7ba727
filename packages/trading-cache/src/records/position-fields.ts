import { epochMs, money, price, quantity, type Position } from '@tradingboost/domain'
import {
  closedPosition,
  position as positionFamily,
  type ClosedPosition,
  type OwnPositionRecord,
} from '@tradingboost/redis-keys'
import { fieldsOf } from '../connection/read-reply.ts'
import { stringifyJson } from '@tradingboost/domain'
import type { Account } from './account.ts'
import { parseJsonObject, parseRecord, quarantine, readAmounts } from './quarantine.ts'
import { readOwnPosition } from './read-own-position.ts'
import type { StoredPosition } from './stored-position.ts'

/** The hash of a position: amounts as plain decimal text, times as epoch milliseconds. */
export function positionFields({ userId, exchange }: Account, position: Position): OwnPositionRecord {
  return {
    userId,
    exchange,
    symbol: position.symbol,
    side: position.side,
    quantity: position.quantity.toFixed(),
    averagePrice: position.averagePrice.toFixed(),
    realizedPnl: position.realizedPnl.toFixed(),
    fees: position.fees.toFixed(),
    revision: String(position.revision),
    openedAt: String(position.openedAt),
    updatedAt: String(position.updatedAt),
  }
}

/**
 * The position of a hash, given as Redis tells it. Throws a TradingError `stored-value-invalid`, also where a moved record
 * has no quantity: nobody may take what is unknown for nothing held.
 */
export function readPosition(key: string, pairs: readonly string[]): StoredPosition {
  return readOwnPosition(pairs) ?? readBySchema(key, fieldsOf(pairs))
}

/** What `readPosition` reads, of any spelling, and with every reason why it cannot. */
export function readBySchema(key: string, fields: unknown): StoredPosition {
  const record = parseRecord(key, positionFamily.value.schema, fields)
  const { quantity: held } = record
  if (held === undefined) throw quarantine(key, 'quantity: its source did not say how much is held')
  return readAmounts(key, () => ({
    symbol: record.symbol,
    side: record.side,
    quantity: quantity(held),
    ...(record.averagePrice === undefined ? {} : { averagePrice: price(record.averagePrice) }),
    ...(record.realizedPnl === undefined ? {} : { realizedPnl: money(record.realizedPnl) }),
    ...(record.fees === undefined ? {} : { fees: money(record.fees) }),
    ...(record.openedAt === undefined ? {} : { openedAt: epochMs(Number(record.openedAt)) }),
    ...(record.updatedAt === undefined ? {} : { updatedAt: epochMs(Number(record.updatedAt)) }),
    revision: Number(record.revision),
    ...(record.source === undefined ? {} : { source: record.source }),
  }))
}

/** The history entry of a position whose quantity is zero, as JSON text. */
export function closedPositionText({ userId, exchange }: Account, position: Position): string {
  const entry: ClosedPosition = {
    userId,
    exchange,
    symbol: position.symbol,
    side: position.side,
    averagePrice: position.averagePrice.toFixed(),
    realizedPnl: position.realizedPnl.toFixed(),
    fees: position.fees.toFixed(),
    revision: position.revision,
    openedAt: position.openedAt,
    closedAt: position.updatedAt,
  }
  return stringifyJson(entry, 'closed position')
}

/** The history entry of a JSON text. Throws a TradingError `stored-value-invalid`. */
export function readClosedPosition(key: string, text: string): ClosedPosition {
  return parseRecord(key, closedPosition, parseJsonObject(key, text))
}
