import {
  clientOrderId,
  epochMs,
  exchangeOrderId,
  price,
  quantity,
  type ExchangeName,
  type Order,
} from '@tradingboost/domain'
import { order as orderFamily, type OrderRecord } from '@tradingboost/redis-keys'
import { parseRecord, readAmounts } from './quarantine.ts'

/** An order with whose it is and what it is for. */
export interface StoredOrder {
  readonly order: Order
  readonly botId: string
  readonly userId: string
  readonly exchange: ExchangeName
  /** Role within the strategy, such as `entry`, `tp1`, `b07`. */
  readonly leg: string
  /** The rung of the grid, when it serves one. */
  readonly level?: number
}

/** The hash of an order: amounts as plain decimal text, times as epoch milliseconds. */
export function orderFields({ order, botId, userId, exchange, leg, level }: StoredOrder): OrderRecord {
  return {
    clientOrderId: order.clientOrderId,
    exchangeOrderId: order.exchangeOrderId,
    botId,
    userId,
    exchange,
    symbol: order.symbol,
    side: order.side,
    positionSide: order.positionSide,
    type: order.type,
    price: order.price?.toFixed(),
    triggerPrice: order.triggerPrice?.toFixed(),
    quantity: order.quantity.toFixed(),
    filledQuantity: order.filledQuantity.toFixed(),
    averagePrice: order.averagePrice?.toFixed(),
    reduceOnly: order.reduceOnly ? 'true' : 'false',
    postOnly: order.postOnly ? 'true' : 'false',
    status: order.status,
    leg,
    level: level === undefined ? undefined : String(level),
    createdAt: String(order.createdAt),
    updatedAt: String(order.updatedAt),
    revision: String(order.revision),
    reason: order.reason,
  }
}

/** The order of a hash. Throws a TradingError `stored-value-invalid`. */
export function readOrder(key: string, fields: unknown): StoredOrder {
  const record = parseRecord(key, orderFamily.value.schema, fields)
  const order = readAmounts(key, (): Order => ({
    clientOrderId: clientOrderId(record.clientOrderId),
    ...(record.exchangeOrderId === undefined ? {} : { exchangeOrderId: exchangeOrderId(record.exchangeOrderId) }),
    symbol: record.symbol,
    side: record.side,
    positionSide: record.positionSide,
    type: record.type,
    quantity: quantity(record.quantity),
    ...(record.price === undefined ? {} : { price: price(record.price) }),
    ...(record.triggerPrice === undefined ? {} : { triggerPrice: price(record.triggerPrice) }),
    reduceOnly: record.reduceOnly === 'true',
    postOnly: record.postOnly === 'true',
    status: record.status,
    filledQuantity: quantity(record.filledQuantity),
    ...(record.averagePrice === undefined ? {} : { averagePrice: price(record.averagePrice) }),
    createdAt: epochMs(Number(record.createdAt)),
    updatedAt: epochMs(Number(record.updatedAt)),
    revision: Number(record.revision),
    ...(record.reason === undefined ? {} : { reason: record.reason }),
  }))
  return {
    order,
    botId: record.botId,
    userId: record.userId,
    exchange: record.exchange,
    leg: record.leg,
    ...(record.level === undefined ? {} : { level: Number(record.level) }),
  }
}
