import { z } from 'zod'
import { exchanges, positionSides } from '../segments.ts'
import { decimalText, epochMsText, someText, truthText, wholeNumberText } from './stored-text.ts'

/** An order as its hash holds it; every field is text, amounts are decimals, times are epoch milliseconds. */
export const orderRecord = z.object({
  clientOrderId: someText,
  /** Absent until the exchange has accepted the order. */
  exchangeOrderId: someText.optional(),
  botId: someText,
  userId: someText,
  exchange: z.enum(exchanges),
  symbol: someText,
  side: z.enum(['buy', 'sell']),
  positionSide: z.enum(positionSides),
  type: z.enum(['limit', 'market', 'stop-market']),
  price: decimalText.optional(),
  triggerPrice: decimalText.optional(),
  quantity: decimalText,
  filledQuantity: decimalText,
  averagePrice: decimalText.optional(),
  reduceOnly: truthText,
  postOnly: truthText,
  status: z.enum([
    'intended',
    'submitted',
    'accepted',
    'partially-filled',
    'filled',
    'rejected',
    'canceled',
    'expired',
  ]),
  /** What the order is for in its strategy, such as entry, tp1, sl, b07. */
  leg: someText,
  /** The rung of the grid, when it serves one. */
  level: wholeNumberText.optional(),
  createdAt: epochMsText,
  updatedAt: epochMsText,
  /** Grows with each change at the exchange; an older revision never overwrites a newer one. */
  revision: wholeNumberText,
  /** Why it was rejected, canceled or expired. */
  reason: z.string().optional(),
})

/** The fields of an order's hash. */
export type OrderRecord = z.infer<typeof orderRecord>
