import { z } from 'zod'
import { exchanges, positionSides } from '../segments.ts'
import { decimalText, epochMs, epochMsText, someText, wholeNumberText } from './stored-text.ts'

/**
 * An open position as its hash holds it; every field is text, amounts are decimals, times are epoch milliseconds.
 * Our programs write every amount and time. One that a migration moved has what its source said and no more: where that
 * said nothing of a quantity, the record has none, which is not zero.
 */
export const positionRecord = z.object({
  userId: someText,
  exchange: z.enum(exchanges),
  symbol: someText,
  side: z.enum(positionSides),
  /** As the exchange counts: contracts on swaps. */
  quantity: decimalText.optional(),
  averagePrice: decimalText.optional(),
  contractSize: decimalText.optional(),
  /** Since openedAt, without fees. */
  realizedPnl: decimalText.optional(),
  /** Paid since openedAt; negative where the exchange gave some back. */
  fees: decimalText.optional(),
  leverage: decimalText.optional(),
  /** One more with each fill; an older revision never overwrites a newer one. 0 where no fill of ours is counted. */
  revision: wholeNumberText,
  openedAt: epochMsText.optional(),
  updatedAt: epochMsText.optional(),
  /** The JSON object that a migration made it of, byte for byte; a record that our programs wrote has none. */
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
