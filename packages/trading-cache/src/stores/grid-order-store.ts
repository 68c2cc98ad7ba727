import { gridOrders, orderPlaced, orderPlacedIndex } from '@tradingboost/redis-keys'
import type { RedisConnection } from '../connection/redis-connection.ts'
import { changeRenamedHash } from '../layouts/change-renamed-hash.ts'
import type { LayoutWatch } from '../layouts/watch-layouts.ts'
import type { GridPicture } from '../records/grid-picture.ts'
import type { StoredOrder } from '../records/order-fields.ts'
import { refuseRawNames } from '../records/raw-names.ts'
import { readRungs } from '../records/read-rungs.ts'
import type { Fence } from '../scripts/fence.ts'
import type { GridScope } from '../scripts/grid-keys.ts'
import { loadGrid } from '../scripts/load-grid.ts'
import type { SaveOrderOutcome } from '../scripts/order-outcome.ts'
import type { GridChange } from '../scripts/plan-grid-order.ts'
import { replaceGridOrders } from '../scripts/replace-grid-orders.ts'
import { saveGridOrders } from '../scripts/save-grid-orders.ts'
import { loadOrders } from './load-orders.ts'

/**
 * The trio of one grid (orders by price, rungs taken, ids of resting orders) and the orders' own records; each change is
 * one script. Writes throw a TradingError `lease-lost` under a fence that no longer stands.
 */
export interface GridOrderStore {
  /** Writes an order that goes to the exchange, and takes its rung. */
  place(level: number, order: StoredOrder): Promise<SaveOrderOutcome>
  /** Writes an order that ended, and frees its rung. */
  release(level: number, order: StoredOrder): Promise<SaveOrderOutcome>
  /** Writes many changes in one script, in the order given; each says whether its rung is taken after it. */
  apply(changes: readonly GridChange[]): Promise<readonly SaveOrderOutcome[]>
  /** Makes the trio hold exactly these rungs and orders, as the exchange's book has them, whatever revisions stand. */
  replaceAll(levels: ReadonlyMap<number, boolean>, orders: readonly StoredOrder[]): Promise<void>
  /** The trio at one moment, then the records of its orders: two round trips. */
  load(): Promise<GridPicture>
}

/** With a watch, the rungs are written under their old name too while a migration asks for both. */
export function createGridOrderStore(
  connection: RedisConnection,
  scope: GridScope,
  fence?: Fence,
  layouts?: LayoutWatch,
): GridOrderStore {
  const { userId, exchange, symbol } = scope
  const place = { userId, exchange, symbol }
  const placedKey = orderPlaced.build(place)
  const trioKeys = [gridOrders.build(place), placedKey, orderPlacedIndex.build(place)]
  const target = { family: orderPlaced, key: placedKey }

  const apply = async (changes: readonly GridChange[]): Promise<readonly SaveOrderOutcome[]> => {
    if (changes.length === 0) return []
    const call = saveGridOrders(scope, changes, fence)
    return await changeRenamedHash(connection, layouts, { call, target, replaces: false })
  }

  const applyOne = async (change: GridChange): Promise<SaveOrderOutcome> => {
    const [outcome = 'stale'] = await apply([change])
    return outcome
  }

  return {
    place: async (level, order) => await applyOne({ level, order, placed: true }),
    release: async (level, order) => await applyOne({ level, order, placed: false }),
    apply,
    replaceAll: async (levels, orders) => {
      const call = replaceGridOrders(scope, levels, orders, fence)
      await changeRenamedHash(connection, layouts, { call, target, replaces: true })
    },
    load: async () => {
      await refuseRawNames(connection, trioKeys)
      const trio = await connection.run(loadGrid(scope))
      const { rungs, strange } = readRungs(placedKey, trio.placed)
      const ids = new Set([...trio.orders.map(({ clientOrderId }) => clientOrderId), ...trio.index])
      const { list } = await loadOrders(connection, [...ids])
      return {
        orders: trio.orders,
        placed: rungs,
        index: new Set(trio.index),
        records: list.items,
        quarantined: [...strange, ...list.quarantined],
      }
    },
  }
}
