/**
 * Lua that takes members of shared keys away. Each names by position the key, the ledger of that, the member, and what it
 * lists, if any; where the key has a ledger, only what came from this source goes. One that `keeps` was a member before the
 * migration: it only leaves the ledger. A key that existed before the migration expires again as it did, once its ledger
 * names no member.
 */
export const takeMembersLua = `
local function take_members(members, source)
  local freed = {}
  for _, one in ipairs(members) do
    local member = ARGV[one.member]
    -- What it lists stands: another writer changed that since, and goes on by it.
    local may = not one.keeps and not (one.lists and redis.call('EXISTS', KEYS[one.lists]) == 1)
    if redis.call('EXISTS', KEYS[one.ledger]) == 1 then
      local is_ours = redis.call('HGET', KEYS[one.ledger], member) == source
      if is_ours then redis.call('HDEL', KEYS[one.ledger], member) end
      may = may and is_ours
      freed[one.key] = one.ledger
    end
    local held = redis.call('TYPE', KEYS[one.key]).ok
    if may and held == 'set' then redis.call('SREM', KEYS[one.key], member) end
    if may and held == 'zset' then redis.call('ZREM', KEYS[one.key], member) end
  end
  for key, ledger in pairs(freed) do
    local expires = redis.call('HGET', KEYS[ledger], '')
    if expires and redis.call('HLEN', KEYS[ledger]) == 1 then
      if tonumber(expires) > 0 then redis.call('PEXPIREAT', KEYS[key], expires) else redis.call('PERSIST', KEYS[key]) end
      redis.call('DEL', KEYS[ledger])
    end
  end
end
`
