import { botMemory } from '@tradingboost/redis-keys'
import { defineScript, type ScriptCall } from '../connection/redis-script.ts'
import type { Fence } from './fence.ts'
import { guardLua } from './guard.lua.ts'
import { planScript } from './script-plan.ts'

const script = defineScript(
  'save-memory',
  `${guardLua}\nredis.call('SET', KEYS[plan.memory], plan.text)\nreturn { 'saved' }`,
)

/** Writes a bot's restart memory; `text` is JSON that Lua passes on untouched. */
export function saveMemory(botId: string, text: string, fence?: Fence): ScriptCall<void> {
  const plan = planScript(fence)
  return plan.call(script, { memory: plan.key(botMemory.build({ botId }), 'string'), text }, () => undefined)
}
