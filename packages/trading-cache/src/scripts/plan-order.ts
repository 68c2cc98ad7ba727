import { isFinal, isOpen, orderStatuses } from '@tradingboost/domain'
import { openOrders, order as orderFamily, userOrders } from '@tradingboost/redis-keys'
import { flatFields } from '../records/flat-fields.ts'
import { lifetimeMs } from '../records/lifetime-ms.ts'
import { orderFields, type StoredOrder } from '../records/order-fields.ts'
import type { ScriptPlan } from './script-plan.ts'

/** The statuses that `orderLua` takes for an end. */
export const finalStatuses = orderStatuses.filter(isFinal)

/** What `orderLua` calls a change: the keys of one order and its record. */
export function planOrder(plan: ScriptPlan, stored: StoredOrder): object {
  const { order, userId, exchange } = stored
  return {
    id: order.clientOrderId,
    hash: plan.key(orderFamily.build({ clientOrderId: order.clientOrderId }), 'hash'),
    user: plan.key(userOrders.build({ userId, exchange }), 'set'),
    opened: plan.key(openOrders.build({ exchange, symbol: order.symbol }), 'set'),
    open: isOpen(order.status),
    revision: String(order.revision),
    fields: flatFields(orderFields(stored)),
    keepMs: lifetimeMs(orderFamily),
  }
}
