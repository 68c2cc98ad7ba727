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
  segments,
  userOrders,
} from '@tradingboost/redis-keys'
import type { SeenKey } from '../scan/seen-key.ts'
import type { StoredValue } from '../values/stored-value.ts'

/** A record that a member of an index stands for, or an index that must name a record. */
export interface Link {
  readonly index: string
  readonly indexType: 'set' | 'zset'
  readonly member: string
  readonly record: string
}

const orderIndexes: ReadonlySet<string> = new Set(
  [openOrders, userOrders, gridOrders, orderPlacedIndex].map(({ name }) => name),
)
const isOrderId = (text: string): boolean => segments.clientOrderId.encode(text) !== undefined

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

/** The members of an index that can be the name of no record at all, though their shape lets them be members. */
export function strayMembers(family: string, value: StoredValue | undefined): readonly string[] {
  if (!orderIndexes.has(family) || value === undefined || !('elements' in value)) return []
  return value.elements.filter((member) => !isOrderId(member))
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
    default:
      return orderIndexes.has(family) && isOrderId(member) ? order.build({ clientOrderId: member }) : undefined
  }
}

/**
 * The indexes that must name a record. None for a key that is no record. A position that expires, because a migration moved
 * it, is not in the set of all positions: that stays, and the member would outlive the record.
 */
export function linksOfRecord(
  family: string,
  { text: key, ttlMs }: Pick<SeenKey, 'text' | 'ttlMs'>,
  value: StoredValue | undefined,
): readonly Link[] {
  if (family === position.name) {
    const place = position.read(key)
    if (place === undefined) return []
    const { userId, exchange, symbol, side } = place
    const link = { indexType: 'set', record: key } as const
    const indexed: Link = {
      ...link,
      index: positionIndex.build({ userId, exchange }),
      member: positionIndexMember.build({ symbol, side }),
    }
    if (ttlMs >= 0) return [indexed]
    return [indexed, { ...link, index: activePositions.build({}), member: activePositionMember.build(place) }]
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
