import { guardLua } from './guard.lua.ts'
import { positionLua } from './position.lua.ts'

/**
 * Makes the positions of one symbol those of the exchange, whatever revisions stand: the exchange is the authority, and one
 * that began anew counts from 1 again. A side that it does not know is forgotten, revision and all; a closing that is known
 * already is not entered in the history again.
 */
export const replacePositionsLua = `${guardLua}${positionLua}
local outcome = {}
for at, change in ipairs(plan.changes) do
  if change.from and not change.entry then
    open_position(change)
    outcome[at] = 'saved'
  elseif change.entry then
    if not is_known_closing(change) then close_position(change) end
    outcome[at] = 'closed'
  else
    outcome[at] = drop_position(change) and 'removed' or 'absent'
  end
end
return outcome
`
