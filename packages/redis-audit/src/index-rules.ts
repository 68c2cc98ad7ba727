import {
  activePositionMember,
  activePositions,
  gridOrders,
  openOrders,
  order,
  orderPlacedIndex,
  orderRecord,
  position,
  positionIndex,
  positionIndexMember,
  userOrders,
} from '@tradingboost/redis-keys'
import type { StoredValue } from './check-value.ts'

/** A record that a member of an index stands for, or an index that must name a record. */
export interface Link {
  readonly index: string
  readonly indexType: 'set' | 'zset'
  readonly member: string
  readonly record: string
}

const openStatuses = new Set(['intended', 'submitted', 'accepted', 'partially-filled'])

/** The records that an index key says stand: each member must have one. None for a key that is no index. */
export function linksOfIndex(family: string, key: string, value: StoredValue | undefined): readonly Link[] {
  if (value === undefined || (value.type !== 'set' && value.type !== 'zset')) return []
  const indexType = value.type
  return value.elements.flatMap((member) => {
    const record = recordOf(family, key, member)
    return record === undefined ? [] : [{ index: key, indexType, member, record }]
  })
}

function recordOf(family: string, key: string, member: string): string | undefined {
  switch (family) {
    case positionIndex.name: {
      const [account, place] = [positionIndex.read(key), positionIndexMember.read(member)]
      return account === undefined || place === undefined ? undefined : position.build({ ...account, ...place })
    }
    case activePositions.name: {
      const place = activePositionMember.read(member)
      return place === undefined ? undefined : position.build(place)
    }
    case openOrders.name:
    case userOrders.name:
    case gridOrders.name:
    case orderPlacedIndex.name:
      // A member that no order key can hold is an invalid value, which is found elsewhere.
      return /^\d*$/.test(member) ? undefined : order.build({ clientOrderId: member })
    default:
      return undefined
  }
}

/** The indexes that must name a record. None for a key that is no record. */
export function linksOfRecord(family: string, key: string, value: StoredValue | undefined): readonly Link[] {
  if (family === position.name) {
    const place = position.read(key)
    if (place === undefined) return []
    const { userId, exchange, symbol, side } = place
    return [
      {
        index: positionIndex.build({ userId, exchange }),
        indexType: 'set',
        member: positionIndexMember.build({ symbol, side }),
        record: key,
      },
      { index: activePositions.build({}), indexType: 'set', member: activePositionMember.build(place), record: key },
    ]
  }
  if (family !== order.name || value?.type !== 'hash') return []
  const parsed = orderRecord.safeParse(value.fields)
  if (!parsed.success) return []
  const { clientOrderId: member, userId, exchange, symbol, status } = parsed.data
  const link = { indexType: 'set', member, record: key } as const
  return [
    { ...link, index: userOrders.build({ userId, exchange }) },
    ...(openStatuses.has(status) ? [{ ...link, index: openOrders.build({ exchange, symbol }) }] : []),
  ]
}
