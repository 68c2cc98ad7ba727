import { defineScript, type ScriptCall } from '../connection/redis-script.ts'
import type { StoredOrder } from '../records/order-fields.ts'
import type { Fence } from './fence.ts'
import { planGridKeys, type GridScope } from './grid-keys.ts'
import { planGridOrder } from './plan-grid-order.ts'
import { finalStatuses } from './plan-order.ts'
import { replaceGridOrdersLua } from './replace-grid-orders.lua.ts'
import { planScript } from './script-plan.ts'

const script = defineScript('replace-grid-orders', replaceGridOrdersLua)

/** Makes the trio hold exactly these rungs and orders, whatever revisions stand. */
export function replaceGridOrders(
  scope: GridScope,
  levels: ReadonlyMap<number, boolean>,
  orders: readonly StoredOrder[],
  fence?: Fence,
): ScriptCall<void> {
  const plan = planScript(fence)
  const keys = planGridKeys(plan, scope)
  const rungs = Array.from(levels, ([level, placed]) => ({ level: String(level), placed }))
  const changes = orders.map((order) => planGridOrder(plan, order))
  return plan.call(script, { ...keys, rungs, changes, final: finalStatuses, forced: true }, () => undefined)
}
