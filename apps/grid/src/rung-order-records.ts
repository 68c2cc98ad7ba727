import type { OpenOrderRecords } from '@tradingboost/bot-host'
import { createGridOrderStore, createOrderStore, type GridScope, type StoredOrder } from '@tradingboost/trading-cache'
import { parseRungLeg } from './strategy/rung-leg.ts'

interface Placed {
  readonly level: number
  readonly order: StoredOrder
}

/**
 * The records of a grid's orders: hashes and sets as every bot has them, and the trio (orders by price, rungs taken, ids)
 * for what rests at the exchange. An intent rests nowhere yet and stays out of the trio.
 */
export const rungOrderRecords =
  (scope: GridScope): OpenOrderRecords =>
  (connection, fence, layouts) => {
    const grid = createGridOrderStore(connection, scope, fence, layouts)
    const orders = createOrderStore(connection, fence)
    return {
      async save(changed, resting) {
        const taken = new Set(resting.flatMap((stored) => placedAt(stored).map(({ level }) => level)))
        const placed = changed.flatMap(placedAt)
        const intents = placed.filter(isIntent).map(({ order }) => order)
        const changes = placed
          .filter((change) => !isIntent(change))
          .map(({ level, order }) => ({ level, order, placed: taken.has(level) }))
        await Promise.all([orders.saveAll(intents), grid.apply(changes)])
      },
      async replaceAll(resting) {
        const placed = resting.flatMap(placedAt)
        await grid.replaceAll(
          new Map(placed.map(({ level }) => [level, true])),
          placed.map(({ order }) => order),
        )
      },
    }
  }

const isIntent = ({ order: { order } }: Placed): boolean => order.status === 'intended' || order.status === 'submitted'

function placedAt(stored: StoredOrder): readonly Placed[] {
  const leg = parseRungLeg(stored.leg)
  return leg === undefined ? [] : [{ level: leg.level, order: { ...stored, level: leg.level } }]
}
