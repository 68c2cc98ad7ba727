import { gridOrders, orderPlaced, orderPlacedIndex } from '@tradingboost/redis-keys'
import { readMembers } from '../connection/read-reply.ts'
import { defineScript, type ScriptCall } from '../connection/redis-script.ts'
import type { GridScope } from './grid-keys.ts'

/** The trio as it stood at one moment. */
export interface GridTrio {
  readonly orders: readonly { readonly clientOrderId: string; readonly score: number }[]
  readonly placed: Readonly<Record<string, string>>
  readonly index: readonly string[]
}

const script = defineScript(
  'load-grid',
  `return {
  redis.call('ZRANGE', KEYS[1], '0', '-1', 'WITHSCORES'),
  redis.call('HGETALL', KEYS[2]),
  redis.call('SMEMBERS', KEYS[3]),
}`,
)

/** Reads the trio at one moment, between two changes and never inside one. */
export function loadGrid({ userId, exchange, symbol }: GridScope): ScriptCall<GridTrio> {
  const place = { userId, exchange, symbol }
  return {
    script,
    keys: [gridOrders.build(place), orderPlaced.build(place), orderPlacedIndex.build(place)],
    args: [],
    read: (reply) => {
      const [orders, placed, index] = (Array.isArray(reply) ? reply : []).map(readMembers)
      return {
        orders: pairs(orders).map(([clientOrderId, score]) => ({ clientOrderId, score: Number(score) })),
        placed: Object.fromEntries(pairs(placed)),
        index: (index ?? []).toSorted(),
      }
    },
  }
}

function pairs(flat: readonly string[] = []): readonly (readonly [string, string])[] {
  return Array.from({ length: flat.length / 2 }, (_, at) => [flat[at * 2] ?? '', flat[at * 2 + 1] ?? ''] as const)
}
