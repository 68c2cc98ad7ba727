import { z } from 'zod'
import { exchanges, positionSides } from '../segments.ts'
import { decimalText, epochMs, epochMsText, someText, wholeNumberText } from './stored-text.ts'

/** A position as our programs write it: every field is text, amounts are decimals, times are epoch milliseconds. */
export const ownPositionRecord = z.object({
  userId: someText,
  exchange: z.enum(exchanges),
  symbol: someText,
  side: z.enum(positionSides),
  /** As the exchange counts: contracts on swaps. */
  quantity: decimalText,
  averagePrice: decimalText,
  contractSize: decimalText.optional(),
  /** Since openedAt, without fees. */
  realizedPnl: decimalText,
  /** Paid since openedAt; negative where the exchange gave some back. */
  fees: decimalText,
  leverage: decimalText.optional(),
  /** One more with each fill; an older revision never overwrites a newer one. 0 where no fill of ours is counted. */
  revision: wholeNumberText,
  openedAt: epochMsText,
  updatedAt: epochMsText,
  /** The JSON object that a migration made it of, byte for byte; a record that our programs wrote has none. */
  source: someText.optional(),
})

/** The fields of a position that our programs write. */
export type OwnPositionRecord = z.infer<typeof ownPositionRecord>

/** What is known of a position: one of ours is whole, one that a migration moved has what its source said and no more. */
const knownPosition = ownPositionRecord.partial({
  quantity: true,
  averagePrice: true,
  realizedPnl: true,
  fees: true,
  openedAt: true,
  updatedAt: true,
})

/**
 * An open position as its hash holds it. Where the source of a moved one said nothing of a quantity, the record has none,
 * which is not zero. What the original reads in the hash of a moved one is a copy of its source, which ours do not read.
 */
export const positionRecord = knownPosition.extend({
  instId: z.string().optional(),
  /** Negative for a short whose posSide is net. */
  pos: z.string().optional(),
  posSide: z.string().optional(),
  notionalUsd: z.string().optional(),
})

/** The fields of a position's hash. */
export type PositionRecord = z.infer<typeof positionRecord>

const status = z.enum(['open', 'closed'])

/** The last known state of a position, kept for a day after it closed so that a late, older update is recognized. */
export const positionStateRecord = knownPosition.extend({ status })

/** A position after a change, as our programs tell others. */
export const positionChange = ownPositionRecord.extend({ status })

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
