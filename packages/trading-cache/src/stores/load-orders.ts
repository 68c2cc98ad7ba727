import { order as orderFamily } from '@tradingboost/redis-keys'
import { hgetall } from '../commands/hash-commands.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import { collectStored } from '../records/collect-stored.ts'
import { readOrder, type StoredOrder } from '../records/order-fields.ts'
import { findRawNames } from '../records/raw-names.ts'
import type { StoredList } from '../records/stored.ts'

/** The records of orders in one round trip, and the ids that have none. */
export async function loadOrders(
  connection: RedisConnection,
  ids: readonly string[],
): Promise<{ readonly list: StoredList<StoredOrder>; readonly missing: readonly string[] }> {
  const keys = ids.map((clientOrderId) => orderFamily.build({ clientOrderId }))
  const rawNames = await findRawNames(connection, keys)
  const hashes = await connection.sendAll(keys.map(hgetall))
  const rows = ids.map((id, at) => ({ id, key: keys[at] ?? '', fields: hashes[at] }))
  return {
    list: collectStored(rows, ({ key, fields }) => {
      const error = rawNames.get(key)
      if (error !== undefined) throw error
      return fields === undefined ? undefined : readOrder(key, fields)
    }),
    missing: rows.filter(({ key, fields }) => fields === undefined && !rawNames.has(key)).map(({ id }) => id),
  }
}
