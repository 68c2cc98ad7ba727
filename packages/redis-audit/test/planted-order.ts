import type { orderRecord } from '@tradingboost/redis-keys'
import type { z } from 'zod'

/** The fields of an order as a bot stores them. */
export const orderFields: z.input<typeof orderRecord> = {
  clientOrderId: 'grid-1-b07',
  botId: 'grid-1',
  userId: '1002',
  exchange: 'okx',
  symbol: 'A',
  side: 'buy',
  positionSide: 'long',
  type: 'limit',
  price: '1',
  quantity: '1',
  filledQuantity: '0',
  reduceOnly: 'false',
  postOnly: 'true',
  status: 'accepted',
  leg: 'b07',
  createdAt: '1',
  updatedAt: '1',
  revision: '1',
}
