import { isOpen, type Order } from '@tradingboost/domain'
import type { BotIdentity } from '@tradingboost/engine'
import type { AccountBook } from '@tradingboost/paper-exchange'
import {
  createOrderStore,
  createPositionStore,
  type RedisConnection,
  type StoredPosition,
} from '@tradingboost/trading-cache'

export interface BookSource {
  /** Whose account it is; other bots may share it. */
  readonly bot: Pick<BotIdentity, 'userId' | 'exchange' | 'symbol'>
  readonly book: AccountBook
  readonly connection: RedisConnection
}

/** Where Redis and the exchange's own book of an account differ, and which orders were sent twice; none when all agree. */
export async function bookProblems({ bot, book, connection }: BookSource): Promise<readonly string[]> {
  const account = { userId: bot.userId, exchange: bot.exchange }
  const positions = await createPositionStore(connection).list(account)
  const orders = await createOrderStore(connection).listOpen(bot.exchange, bot.symbol)
  const byUser = await createOrderStore(connection).listByUser(account)
  const atExchange = [...lastRevisions(book.orders).values()]
  const here = new Map(byUser.items.map(({ order }) => [order.clientOrderId, order]))
  return [
    ...[...positions.quarantined, ...orders.quarantined, ...byUser.quarantined].map(({ message }) => message),
    ...differences(
      'open positions',
      positions.items.map(positionText),
      book.positions.filter(({ quantity }) => quantity.gt(0)).map(positionText),
    ),
    ...differences(
      'open orders',
      orders.items.filter(({ userId }) => userId === bot.userId).map(({ order }) => orderText(order)),
      atExchange.filter(({ status }) => isOpen(status)).map(orderText),
    ),
    ...atExchange.flatMap((order) => {
      const record = here.get(order.clientOrderId)
      if (record === undefined) return [`${order.clientOrderId} is at the exchange and has no record`]
      return orderText(record) === orderText(order)
        ? []
        : [`recorded ${orderText(record)}, at the exchange ${orderText(order)}`]
    }),
    ...book.duplicates.map(({ clientOrderId }) => `${clientOrderId} was sent twice`),
  ]
}

function lastRevisions(orders: readonly Order[]): ReadonlyMap<string, Order> {
  return new Map(orders.map((order) => [order.clientOrderId, order]))
}

const positionText = ({ symbol, side, quantity, averagePrice, revision }: StoredPosition): string =>
  `${symbol} ${side} ${quantity.toFixed()} at ${averagePrice?.toFixed() ?? 'no price'} (revision ${revision})`

const orderText = ({ clientOrderId, status, quantity, filledQuantity, revision }: Order): string =>
  `${clientOrderId} ${status} ${filledQuantity.toFixed()} of ${quantity.toFixed()} (revision ${revision})`

function differences(what: string, redis: readonly string[], exchange: readonly string[]): readonly string[] {
  return [
    ...redis.filter((text) => !exchange.includes(text)).map((text) => `${what}: only Redis has ${text}`),
    ...exchange.filter((text) => !redis.includes(text)).map((text) => `${what}: only the exchange has ${text}`),
  ]
}
