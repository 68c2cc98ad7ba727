import { defineScript, type ScriptCall } from '../connection/redis-script.ts'
import type { Fence } from './fence.ts'
import { planGridKeys, type GridScope } from './grid-keys.ts'
import { readOrderOutcome, type SaveOrderOutcome } from './order-outcome.ts'
import { planGridOrder, type GridChange } from './plan-grid-order.ts'
import { finalStatuses } from './plan-order.ts'
import { saveGridOrdersLua } from './save-grid-orders.lua.ts'
import { planScript } from './script-plan.ts'

const script = defineScript('save-grid-orders', saveGridOrdersLua)

/** Writes orders and the trio together; changes apply in the order given. */
export function saveGridOrders(
  scope: GridScope,
  changes: readonly GridChange[],
  fence?: Fence,
): ScriptCall<readonly SaveOrderOutcome[]> {
  const plan = planScript(fence)
  const keys = planGridKeys(plan, scope)
  const planned = changes.map(({ level, order, placed }) => ({
    ...planGridOrder(plan, order),
    level: String(level),
    placed,
  }))
  return plan.call(script, { ...keys, changes: planned, final: finalStatuses }, (words) => words.map(readOrderOutcome))
}
