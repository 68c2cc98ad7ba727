import { gridOrders, orderPlaced, orderPlacedIndex } from '@tradingboost/redis-keys'
import type { Account } from '../records/account.ts'
import type { ScriptPlan } from './script-plan.ts'

/** One grid: a user's ladder on one symbol at one exchange. */
export interface GridScope extends Account {
  readonly symbol: string
}

/** The keys of the trio, by the names `gridLua` knows them. */
export function planGridKeys(plan: ScriptPlan, { userId, exchange, symbol }: GridScope): object {
  const place = { userId, exchange, symbol }
  return {
    orders: plan.key(gridOrders.build(place), 'zset'),
    placed: plan.key(orderPlaced.build(place), 'hash'),
    index: plan.key(orderPlacedIndex.build(place), 'set'),
  }
}
