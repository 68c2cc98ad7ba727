/** Lua that stores one order: its hash, the set of its user and the set of open orders. */
export const orderLua = `
local final = {}
for _, status in ipairs(plan.final) do final[status] = true end

local function is_stale(change)
  if plan.forced then return false end
  local known = redis.call('HMGET', KEYS[change.hash], 'revision', 'status')
  if not known[1] then return false end
  local before, after = tonumber(known[1]), tonumber(change.revision)
  return after < before or (after == before and change.open and final[known[2]] or false)
end

local function save_order(change)
  if is_stale(change) then return 'stale' end
  redis.call('DEL', KEYS[change.hash])
  redis.call('HSET', KEYS[change.hash], unpack(change.fields))
  redis.call('SADD', KEYS[change.user], change.id)
  if change.open then
    redis.call('SADD', KEYS[change.opened], change.id)
    return 'saved'
  end
  redis.call('SREM', KEYS[change.opened], change.id)
  redis.call('PEXPIRE', KEYS[change.hash], change.keepMs)
  return 'ended'
end
`
