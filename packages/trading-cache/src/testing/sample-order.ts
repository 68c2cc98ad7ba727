import { clientOrderId, epochMs, exchangeOrderId, price, quantity, type OrderStatus } from '@tradingboost/domain'
import type { StoredOrder } from '../records/order-fields.ts'

/** A limit order of the grid of user 1002 on XRP-USDT-SWAP, buying at rung 7 unless said otherwise. */
export function sampleOrder(
  input: {
    readonly id?: string
    readonly revision?: number
    readonly status?: OrderStatus
    readonly price?: string
    readonly level?: number
    readonly symbol?: string
  } = {},
): StoredOrder {
  const { id = 'grid-0000000a-b07', revision = 1, status = 'accepted', level = 7 } = input
  return {
    order: {
      clientOrderId: clientOrderId(id),
      exchangeOrderId: exchangeOrderId('2451781910000123456'),
      symbol: input.symbol ?? 'XRP-USDT-SWAP',
      side: 'buy',
      positionSide: 'long',
      type: 'limit',
      quantity: quantity('30'),
      price: price(input.price ?? '0.12345678901234567'),
      reduceOnly: false,
      postOnly: true,
      status,
      filledQuantity: quantity(status === 'filled' ? '30' : '0'),
      createdAt: epochMs(1_760_486_400_000),
      updatedAt: epochMs(1_760_486_400_000 + revision),
      revision,
    },
    botId: 'grid-1002',
    userId: '1002',
    exchange: 'okx',
    leg: 'b07',
    level,
  }
}
