import { guardLua } from './guard.lua.ts'
import { orderLua } from './order.lua.ts'

/** Writes orders, each where its revision is not older than the one that stands. */
export const saveOrdersLua = `${guardLua}${orderLua}
local outcome = {}
for at, change in ipairs(plan.changes) do outcome[at] = save_order(change) end
return outcome
`
