import { guardLua } from './guard.lua.ts'

/** Takes ids out of a set of orders, each only if its record has expired in the meantime. */
export const forgetOrdersLua = `${guardLua}
local forgotten = {}
for _, order in ipairs(plan.expired) do
  if redis.call('EXISTS', KEYS[order.hash]) == 0 and redis.call('SREM', KEYS[plan.set], order.id) == 1 then
    forgotten[#forgotten + 1] = order.id
  end
end
return forgotten
`
