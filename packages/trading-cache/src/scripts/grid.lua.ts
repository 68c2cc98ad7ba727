/**
 * Lua that keeps the grid's trio in step: resting orders by price, rungs taken, ids of resting orders. What a migration
 * moved expires with its source; from the first write of ours on it stays.
 */
export const gridLua = `
local function set_rung(level, placed)
  redis.call('HSET', KEYS[plan.placed], level, placed and '1' or '0')
  redis.call('PERSIST', KEYS[plan.placed])
end

local function save_grid_order(change)
  local outcome = save_order(change)
  if outcome == 'saved' then
    redis.call('ZADD', KEYS[plan.orders], change.score, change.id)
    redis.call('SADD', KEYS[plan.index], change.id)
    redis.call('PERSIST', KEYS[plan.orders])
    redis.call('PERSIST', KEYS[plan.index])
  elseif outcome == 'ended' then
    redis.call('ZREM', KEYS[plan.orders], change.id)
    redis.call('SREM', KEYS[plan.index], change.id)
  end
  return outcome
end
`
