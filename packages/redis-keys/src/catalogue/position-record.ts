import { z } from 'zod'
import { exchanges, positionSides } from '../segments.ts'
import { decimalText, epochMs, epochMsText, someText, wholeNumberText } from './stored-text.ts'

/** An open position as its hash holds it; every field is text, amounts are decimals, times are epoch milliseconds. */
export const positionRecord = z.object({
  userId: someText,
  exchange: z.enum(exchanges),
  symbol: someText,
  side: z.enum(positionSides),
  quantity: decimalText,
  averagePrice: decimalText,
  contractSize: decimalText.optional(),
  /** Since openedAt, without fees. */
  realizedPnl: decimalText,
  fees: decimalText,
  leverage: decimalText.optional(),
  /** One more with each fill; an older revision never overwrites a newer one. */
  revision: wholeNumberText,
  openedAt: epochMsText,
  updatedAt: epochMsText,
  /** Who told us: a fill, a reconciliation, a migration. */
  source: someText.optional(),
})

/** The fields of a position's hash. */
export type PositionRecord = z.infer<typeof positionRecord>

/** The last known state of a position, kept for a day after it closed so that a late, older update is recognized. */
export const positionStateRecord = positionRecord.extend({ status: z.enum(['open', 'closed']) })

/** The fields of a position's realtime hash. */
export type PositionStateRecord = z.infer<typeof positionStateRecord>

/** One closed position as the history holds it, in JSON; amounts are decimal texts. */
export const closedPosition = z.object({
  userId: someText,
  exchange: z.enum(exchanges),
  symbol: someText,
  side: z.enum(positionSides),
  /** The greatest quantity held, where it is known. */
  quantity: decimalText.optional(),
  averagePrice: decimalText,
  exitPrice: decimalText.optional(),
  realizedPnl: decimalText,
  fees: decimalText,
  revision: z.int().nonnegative(),
  openedAt: epochMs,
  closedAt: epochMs,
})

/** One entry of the position history. */
export type ClosedPosition = z.infer<typeof closedPosition>
