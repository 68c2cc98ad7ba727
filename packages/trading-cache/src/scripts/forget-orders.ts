import { order as orderFamily, type RedisKey } from '@tradingboost/redis-keys'
import { defineScript, type ScriptCall } from '../connection/redis-script.ts'
import { forgetOrdersLua } from './forget-orders.lua.ts'
import type { Fence } from './fence.ts'
import { planScript } from './script-plan.ts'

const script = defineScript('forget-orders', forgetOrdersLua)

/** Takes ids whose order has expired out of a set; an order that was written meanwhile stays. */
export function forgetOrders(
  set: RedisKey<string, 'set'>,
  clientOrderIds: readonly string[],
  fence?: Fence,
): ScriptCall<readonly string[]> {
  const plan = planScript(fence)
  const expired = clientOrderIds.map((id) => ({ id, hash: plan.key(orderFamily.build({ clientOrderId: id }), 'hash') }))
  return plan.call(script, { set: plan.key(set, 'set'), expired }, (forgotten) => forgotten)
}
