import type { ExchangeName } from '@tradingboost/domain'
import { openOrders, order as orderFamily, userOrders, type RedisKey } from '@tradingboost/redis-keys'
import { hgetall } from '../commands/hash-commands.ts'
import { exists } from '../commands/key-commands.ts'
import { smembers } from '../commands/set-commands.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import type { Account } from '../records/account.ts'
import { readOrder, type StoredOrder } from '../records/order-fields.ts'
import { findRawNames, refuseRawNames } from '../records/raw-names.ts'
import type { StoredList } from '../records/stored.ts'
import type { Fence } from '../scripts/fence.ts'
import { forgetOrders } from '../scripts/forget-orders.ts'
import type { SaveOrderOutcome } from '../scripts/order-outcome.ts'
import { saveOrders } from '../scripts/save-orders.ts'
import { loadOrders } from './load-orders.ts'

/**
 * The orders of users, with the sets of an account's and of a symbol's open orders; each change is one script.
 * Writes throw a TradingError `lease-lost` under a fence that no longer stands.
 */
export interface OrderStore {
  /** Writes the order; an older revision is `stale` and writes nothing, an ended order leaves the open set and expires. */
  save(order: StoredOrder): Promise<SaveOrderOutcome>
  /** Writes all of them in one script; answers in the order given. */
  saveAll(orders: readonly StoredOrder[]): Promise<readonly SaveOrderOutcome[]>
  /** Writes all of them as the exchange has them, whatever revisions stand. */
  overwriteAll(orders: readonly StoredOrder[]): Promise<void>
  load(clientOrderId: string): Promise<StoredOrder | undefined>
  /** The open orders of a symbol, whoever's they are, by client order id. */
  listOpen(exchange: ExchangeName, symbol: string): Promise<StoredList<StoredOrder>>
  /** The orders of an account whose records still stand, by client order id; forgets the ids of those that have expired. */
  listByUser(account: Account): Promise<StoredList<StoredOrder>>
  /** Takes the ids of orders whose records have expired out of the account's set, which grows without it. */
  forgetExpired(account: Account): Promise<void>
}

export function createOrderStore(connection: RedisConnection, fence?: Fence): OrderStore {
  const saveAll = async (orders: readonly StoredOrder[]): Promise<readonly SaveOrderOutcome[]> =>
    orders.length === 0 ? [] : await connection.run(saveOrders(orders, fence))

  const loadSet = (set: RedisKey<string, 'set'>): Promise<StoredList<StoredOrder>> =>
    connection.whole('smembers', [set], () => listOrders(set))

  const listOrders = async (set: RedisKey<string, 'set'>): Promise<StoredList<StoredOrder>> => {
    await refuseRawNames(connection, [set])
    const ids = (await connection.send(smembers(set))).toSorted()
    const { list, missing } = await loadOrders(connection, ids)
    if (missing.length > 0) await connection.run(forgetOrders(set, missing))
    return list
  }

  return {
    save: async (order) => {
      const [outcome = 'stale'] = await saveAll([order])
      return outcome
    },
    saveAll,
    overwriteAll: async (orders) => {
      if (orders.length > 0) await connection.run(saveOrders(orders, fence, { forced: true }))
    },
    load: async (clientOrderId) => {
      const key = orderFamily.build({ clientOrderId })
      await refuseRawNames(connection, [key])
      const fields = await connection.send(hgetall(key))
      return fields === undefined ? undefined : readOrder(key, fields)
    },
    listOpen: async (exchange, symbol) => await loadSet(openOrders.build({ exchange, symbol })),
    listByUser: async ({ userId, exchange }) => await loadSet(userOrders.build({ userId, exchange })),
    forgetExpired: async ({ userId, exchange }) => {
      const set = userOrders.build({ userId, exchange })
      await refuseRawNames(connection, [set])
      const ids = await connection.send(smembers(set))
      const keys = ids.map((id) => orderFamily.build({ clientOrderId: id }))
      const standing = await connection.sendAll(keys.map(exists))
      const rawNames = await findRawNames(connection, keys)
      const expired = ids.filter((_, at) => standing[at] === false && !rawNames.has(keys[at] ?? ''))
      if (expired.length > 0) await connection.run(forgetOrders(set, expired, fence))
    },
  }
}
