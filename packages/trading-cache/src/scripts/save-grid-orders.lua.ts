import { gridLua } from './grid.lua.ts'
import { guardLua } from './guard.lua.ts'
import { orderLua } from './order.lua.ts'

/** Writes grid orders and what they make of their rungs; an older revision changes neither. */
export const saveGridOrdersLua = `${guardLua}${orderLua}${gridLua}
local outcome = {}
for at, change in ipairs(plan.changes) do
  outcome[at] = save_grid_order(change)
  if outcome[at] ~= 'stale' then set_rung(change.level, change.placed) end
end
return outcome
`
