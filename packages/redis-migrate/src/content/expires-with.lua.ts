/** Lua that tells whether a key expires when it should, in epoch milliseconds and to a second; 0 or less is never. */
export const nearLua = `
local function near(key, wanted)
  local actual = redis.call('PEXPIRETIME', key)
  if wanted <= 0 or actual <= 0 then return (wanted > 0) == (actual > 0) end
  return math.abs(actual - wanted) <= 1000
end
`
