import type { Order, OrderRequest } from '@tradingboost/domain'
import {
  clientOrderId,
  closingSide,
  epochMs,
  exchangeOrderId,
  openingSide,
  price,
  quantity,
} from '@tradingboost/domain'
import type { BuilderInput } from './builder-input.ts'

/**
 * A request to buy 1 at 100 long. A closing side makes it reduce-only; `limit` and `stop-market` get their price, the
 * other types get none.
 */
export function anOrderRequest(input: BuilderInput<OrderRequest> = {}): OrderRequest {
  const positionSide = input.positionSide ?? 'long'
  const side = input.side ?? openingSide(positionSide)
  const type = input.type ?? 'limit'
  return {
    clientOrderId: clientOrderId(input.clientOrderId ?? 'test-00000001-entry'),
    symbol: input.symbol ?? 'XRP-USDT-SWAP',
    side,
    positionSide,
    type,
    quantity: quantity(input.quantity ?? 1),
    ...(type === 'limit' ? { price: price(input.price ?? 100) } : {}),
    ...(type === 'stop-market' ? { triggerPrice: price(input.triggerPrice ?? 100) } : {}),
    reduceOnly: input.reduceOnly ?? side === closingSide(positionSide),
    postOnly: input.postOnly ?? false,
  }
}

/** The same, accepted by the exchange and not filled yet. */
export function anOrder(input: BuilderInput<Order> = {}): Order {
  const createdAt = epochMs(input.createdAt ?? Date.UTC(2024, 0, 1))
  return {
    ...anOrderRequest(input),
    ...(input.status === 'intended' || input.status === 'submitted'
      ? {}
      : { exchangeOrderId: exchangeOrderId(input.exchangeOrderId ?? '1') }),
    status: input.status ?? 'accepted',
    filledQuantity: quantity(input.filledQuantity ?? 0),
    ...(input.averagePrice === undefined ? {} : { averagePrice: price(input.averagePrice) }),
    createdAt,
    updatedAt: epochMs(input.updatedAt ?? createdAt),
    revision: input.revision ?? 1,
    ...(input.reason === undefined ? {} : { reason: input.reason }),
  }
}
