/** Lua that tells the phase of a migration, by the hash of its followers, where it is one that a script was made for. */
export const askedPhaseLua = `
local function asked_phase(followed, asked)
  local phase = redis.call('HGET', followed, 'phase')
  for _, one in ipairs(asked) do
    if one == phase then return phase end
  end
  return nil
end
`
