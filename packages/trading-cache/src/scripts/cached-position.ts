import { positionCache, type RedisKey } from '@tradingboost/redis-keys'
import { defineScript, type ScriptCall } from '../connection/redis-script.ts'
import { lifetimeMs } from '../records/lifetime-ms.ts'
import { guardLua } from './guard.lua.ts'
import { planScript } from './script-plan.ts'

const setScript = defineScript(
  'set-cached-position',
  `${guardLua}
redis.call('SET', KEYS[plan.key], ARGV[2], 'PX', plan.keepMs)
return { 'saved' }
`,
)

const removeScript = defineScript(
  'remove-cached-position',
  `${guardLua}
return { redis.call('DEL', KEYS[plan.key]) == 1 and 'removed' or 'absent' }
`,
)

/** Writes a cached position, by a script that can write an old layout with it; the text goes as it is. */
export function setCachedPosition(key: RedisKey<string, 'string'>, text: string): ScriptCall<void> {
  const plan = planScript(undefined)
  const body = { key: plan.key(key, 'string'), keepMs: String(lifetimeMs(positionCache)) }
  const call = plan.call(setScript, body, () => undefined)
  return { ...call, args: [...call.args, text] }
}

/** Removes a cached position, by a script that can write an old layout with it; false when there was none. */
export function removeCachedPosition(key: RedisKey<string, 'string'>): ScriptCall<boolean> {
  const plan = planScript(undefined)
  return plan.call(removeScript, { key: plan.key(key, 'string') }, ([kind]) => kind === 'removed')
}
