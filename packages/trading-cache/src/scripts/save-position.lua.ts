import { guardLua } from './guard.lua.ts'
import { positionLua } from './position.lua.ts'

/** Writes one position where its revision is newer than the one that stands, or the one it was closed with. */
export const savePositionLua = `${guardLua}${positionLua}
local change = plan.change
local known = known_revision(change)
if tonumber(change.revision) <= known then return { 'stale', string.format('%.0f', known) } end
if change.entry then
  close_position(change)
  return { 'closed' }
end
open_position(change)
return { 'saved' }
`
