import {
  createOrderStore,
  type Fence,
  type LayoutWatch,
  type RedisConnection,
  type StoredOrder,
} from '@tradingboost/trading-cache'

/** How a bot's orders stand in Redis; each call is one script, or all scripts in one batch. */
export interface OrderRecords {
  /** Writes orders as they changed; `resting` are all that rest at the exchange after it. */
  save(changed: readonly StoredOrder[], resting: readonly StoredOrder[]): Promise<void>
  /** Makes the records of what rests those of the exchange, whatever revisions stand. */
  replaceAll(resting: readonly StoredOrder[]): Promise<void>
}

/** Opens the records under the fence of the lease that stands; with the layouts that migrations under way leave. */
export type OpenOrderRecords = (connection: RedisConnection, fence: Fence, layouts: LayoutWatch) => OrderRecords

/** The records of a bot whose orders have no place of their own besides their hashes and sets. */
export const plainOrderRecords: OpenOrderRecords = (connection, fence) => {
  const store = createOrderStore(connection, fence)
  return {
    save: async (changed) => {
      await store.saveAll(changed)
    },
    replaceAll: async (resting) => {
      await store.overwriteAll(resting)
    },
  }
}
