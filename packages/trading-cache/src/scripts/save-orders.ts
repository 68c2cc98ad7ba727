import { defineScript, type ScriptCall } from '../connection/redis-script.ts'
import type { StoredOrder } from '../records/order-fields.ts'
import type { Fence } from './fence.ts'
import { readOrderOutcome, type SaveOrderOutcome } from './order-outcome.ts'
import { finalStatuses, planOrder } from './plan-order.ts'
import { saveOrdersLua } from './save-orders.lua.ts'
import { planScript } from './script-plan.ts'

const script = defineScript('save-orders', saveOrdersLua)

/**
 * Writes each order's hash, its user's set and the open set together; answers in the order given. Forced, it overwrites newer
 * revisions too.
 */
export function saveOrders(
  orders: readonly StoredOrder[],
  fence?: Fence,
  { forced = false }: { readonly forced?: boolean } = {},
): ScriptCall<readonly SaveOrderOutcome[]> {
  const plan = planScript(fence)
  const changes = orders.map((stored) => planOrder(plan, stored))
  return plan.call(script, { changes, final: finalStatuses, forced }, (words) => words.map(readOrderOutcome))
}
