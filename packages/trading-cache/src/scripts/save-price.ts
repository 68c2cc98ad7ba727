import type { ExchangeName } from '@tradingboost/domain'
import { price } from '@tradingboost/redis-keys'
import { defineScript, type ScriptCall } from '../connection/redis-script.ts'
import { lifetimeMs } from '../records/lifetime-ms.ts'
import type { Fence } from './fence.ts'
import { guardLua } from './guard.lua.ts'
import { planScript } from './script-plan.ts'

const script = defineScript(
  'save-price',
  `${guardLua}\nredis.call('SET', KEYS[plan.price], plan.text, 'PX', plan.lifetimeMs)\nreturn { 'saved' }`,
)

/** Writes the last price of a symbol while the lease of the fence is held; `text` is JSON that Lua passes on untouched. */
export function savePrice(exchange: ExchangeName, symbol: string, text: string, fence: Fence): ScriptCall<void> {
  const plan = planScript(fence)
  const key = plan.key(price.build({ exchange, symbol }), 'string')
  return plan.call(script, { price: key, text, lifetimeMs: String(lifetimeMs(price)) }, () => undefined)
}
