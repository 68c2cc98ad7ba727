import { gridLua } from './grid.lua.ts'
import { guardLua } from './guard.lua.ts'
import { orderLua } from './order.lua.ts'

/** Makes the trio what the exchange's book says, whatever stood there. */
export const replaceGridOrdersLua = `${guardLua}${orderLua}${gridLua}
redis.call('DEL', KEYS[plan.orders], KEYS[plan.placed], KEYS[plan.index])
for _, rung in ipairs(plan.rungs) do set_rung(rung.level, rung.placed) end
local outcome = {}
for at, change in ipairs(plan.changes) do outcome[at] = save_grid_order(change) end
return outcome
`
