import { nearLua } from '../content/expires-with.lua.ts'
import { stampLua } from '../content/stamp.lua.ts'

/**
 * Compares sources and their targets with what the ledger noted when it wrote them. KEYS: for each source the source, its
 * backup, its targets in the order of their stamp, then each key that it has members in and the ledger of that. ARGV: how
 * many sources; then for each how many fields its ledger has, how many targets, how many keys with members, and for each of
 * those how many members, and the members. Answers `1` for each source where all is as noted, else `0`.
 */
export const lookByStampLua = `${stampLua}${nearLua}
local key_at, arg_at = 0, 1
local function next_key() key_at = key_at + 1 return KEYS[key_at] end
local function next_arg() arg_at = arg_at + 1 return ARGV[arg_at] end

-- Whether a key holds these members, and, where it belongs to the migration alone, no others than its ledger knows.
local function holds(key, ledger, members, source, expires)
  local kind = redis.call('TYPE', key).ok
  if kind ~= 'set' and kind ~= 'zset' then return false end
  for _, held in ipairs(redis.call(kind == 'set' and 'SMISMEMBER' or 'ZMSCORE', key, unpack(members))) do
    if not held or held == 0 then return false end
  end
  local known = redis.call('HGETALL', ledger)
  if #known == 0 then return true end
  local mine, alone = {}, true
  for at = 1, #known, 2 do
    if known[at + 1] == source then mine[known[at]] = true else alone = false end
  end
  for _, member in ipairs(members) do
    if not mine[member] then return false end
    mine[member] = nil
  end
  if next(mine) or redis.call(kind == 'set' and 'SCARD' or 'ZCARD', key) * 2 ~= #known then return false end
  return not alone or near(key, expires)
end

local function is_as_noted(source, backup, fields, targets)
  local noted = redis.call('HMGET', backup, 'dump', 'stamp', 'expiresAt', 'removedAt')
  local expires = redis.call('PEXPIRETIME', source)
  if noted[4] or tostring(expires) ~= noted[3] or redis.call('HLEN', backup) ~= fields then return false end
  -- What is not noted cannot be as noted: a key that is gone and a field that is missing are both false to Lua.
  if not noted[1] or not noted[2] then return false end
  if redis.call('DUMP', source) ~= noted[1] or stamp_of(targets) ~= noted[2] then return false end
  for _, key in ipairs(targets) do
    if not near(key, expires) then return false end
  end
  return true, expires
end

local outcomes = {}
for at = 1, tonumber(ARGV[1]) do
  local source, backup, fields, targets = next_key(), next_key(), tonumber(next_arg()), {}
  for one = 1, tonumber(next_arg()) do targets[one] = next_key() end
  local is_same, expires = is_as_noted(source, backup, fields, targets)
  for _ = 1, tonumber(next_arg()) do
    local key, ledger, members = next_key(), next_key(), {}
    for one = 1, tonumber(next_arg()) do members[one] = next_arg() end
    is_same = is_same and holds(key, ledger, members, source, expires)
  end
  outcomes[at] = is_same and '1' or '0'
end
return outcomes
`
