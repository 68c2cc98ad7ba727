import { digestLua } from '../content/digest.lua.ts'
import { nearLua } from '../content/expires-with.lua.ts'
import { stampLua } from '../content/stamp.lua.ts'
import { takeMembersLua } from '../ledger/take-members.lua.ts'

/**
 * Makes the targets of one source key what its transformation says, all of them or none, only if the source and its
 * ledger entry are still what was read. KEYS: state, source, backup, refusals, then whatever the plan names by position.
 * ARGV: the plan as JSON (keys and contents by position, digests), then the contents, which Lua passes on untouched.
 *
 * Mode `write` writes, but for targets that are adopted: another writer made them, and they are taken as they are. Mode
 * `check` compares and writes nothing.
 */
export const settleLua = `${digestLua}${stampLua}${nearLua}${takeMembersLua}
local plan = cjson.decode(ARGV[1])
local writing = { string = 'SET', hash = 'HSET', set = 'SADD', zset = 'ZADD', list = 'RPUSH' }
local hour = 3600000

if redis.call('HGET', KEYS[1], 'epoch') ~= plan.epoch then return { 'stopped' } end
local dump = (plan.stamp or plan.mode == 'write') and redis.call('DUMP', KEYS[2])
if plan.stamp then
  if not dump or stamp({ dump }) ~= plan.stamp then return { 'changed' } end
elseif digest_of(KEYS[2]) ~= plan.source then return { 'changed' } end
if (redis.call('HGET', KEYS[3], 'revision') or '') ~= plan.revision then return { 'changed' } end
local expires = redis.call('PEXPIRETIME', KEYS[2])

local function map_of(flat)
  local map = {}
  for at = 1, #flat, 2 do map[flat[at]] = flat[at + 1] end
  return map
end

-- Whether a key holds exactly what the target wants, by its own commands and without sorting.
local function says(target, kind, pieces)
  if kind ~= target.type or #pieces ~= target.count then return false end
  if kind == 'string' or kind == 'list' then
    for at, piece in ipairs(pieces) do
      if piece ~= ARGV[target.from + at - 1] then return false end
    end
    return true
  end
  if kind == 'set' then
    local held = {}
    for _, member in ipairs(pieces) do held[member] = true end
    for at = target.from, target.from + target.count - 1 do
      if not held[ARGV[at]] then return false end
    end
    return true
  end
  local held = map_of(pieces)
  for at = target.from, target.from + target.count - 1, 2 do
    if kind == 'hash' and held[ARGV[at]] ~= ARGV[at + 1] then return false end
    if kind == 'zset' and tonumber(held[ARGV[at + 1]] or 'nan') ~= tonumber(ARGV[at]) then return false end
  end
  return true
end

local function write(target, stood)
  local key = KEYS[target.key]
  if stood then redis.call('DEL', key) end
  local last = target.from + target.count - 1
  for at = target.from, last, 1000 do
    redis.call(writing[target.type], key, unpack(ARGV, at, math.min(at + 999, last)))
  end
end

local function digest_wanted(target)
  return target.digest or (digest_of(KEYS[target.key]))
end

local function expire(key, at)
  if at > 0 then redis.call('PEXPIREAT', key, at) else redis.call('PERSIST', key) end
end

-- What stands in the way, or, in mode check, what differs.
local problems = {}
local function problem(key, what)
  -- So many tell enough, and an answer may not be longer than Lua can return.
  if #problems >= 200 then return end
  problems[#problems + 1] = key
  problems[#problems + 1] = what
end

local found = {}
for at, target in ipairs(plan.targets) do
  local key = KEYS[target.key]
  local kind = redis.call('TYPE', key).ok
  if target.adopted then
    found[at] = digest_of(key)
    if found[at] ~= (target.was or '') then return { 'changed' } end
  elseif kind == 'none' then
    found[at] = 'none'
    if plan.mode == 'check' then problem(key, 'is missing') end
  else
    local pieces = pieces_of(key, kind)
    if pieces and says(target, kind, pieces) then
      found[at] = 'same'
      if plan.mode == 'check' and not target.lifetime and not near(key, expires) then
        problem(key, 'does not expire with its source')
      end
    elseif plan.mode == 'check' then
      problem(key, 'says something else')
    elseif target.key ~= 2 and digest_of(key) ~= (target.was or '') then
      problem(key, 'holds something that this migration did not write')
    end
  end
end

for _, group in ipairs(plan.groups) do
  local key = KEYS[group.key]
  local kind = redis.call('TYPE', key).ok
  if kind ~= 'none' and kind ~= group.type then
    problem(key, 'is a ' .. kind .. ' where a ' .. group.type .. ' belongs')
  else
    local wanted, held = {}, {}
    for at = group.from, group.from + group.count - 1 do wanted[ARGV[at]] = true end
    if kind == 'none' then
      -- The index expired: what its ledger knew of it is past.
      if group.ledger and plan.mode ~= 'check' then redis.call('DEL', KEYS[group.ledger]) end
    elseif group.ledger then
      local ours = map_of(redis.call('HGETALL', KEYS[group.ledger]))
      -- The empty name holds the expiry of a key that existed before the migration added to it.
      group.existed = next(ours) == nil
      group.alone = not group.existed and not ours['']
      for _, source in pairs(ours) do
        if source ~= KEYS[2] then group.alone = false end
      end
      local step = 1
      local flat = pieces_of(key, kind)
      if kind == 'zset' then step = 2 end
      for at = 1, #flat, step do
        held[flat[at]] = true
        if not wanted[flat[at]] then
          if not ours[flat[at]] then
            problem(key, 'holds the foreign member ' .. flat[at])
          elseif plan.mode == 'check' and ours[flat[at]] == KEYS[2] then
            problem(key, 'still holds ' .. flat[at])
          end
        end
      end
    end
    if plan.mode == 'check' then
      for member in pairs(wanted) do
        local is_held = held[member]
        if not group.ledger and kind == 'set' then is_held = redis.call('SISMEMBER', key, member) == 1 end
        if not group.ledger and kind == 'zset' then is_held = redis.call('ZSCORE', key, member) end
        if not is_held then problem(key, 'lacks ' .. member) end
      end
      if group.lifetime == 'source' and group.alone and #problems == 0 and not near(key, expires) then
        problem(key, 'does not expire with its source')
      end
    end
  end
end

if plan.mode == 'check' then
  if #problems == 0 then return { 'same' } end
  return { 'differs', unpack(problems) }
end
if #problems > 0 then return { 'conflict', unpack(problems) } end

local before = map_of(redis.call('HGETALL', KEYS[3]))
local kind = redis.call('TYPE', KEYS[2]).ok

for _, gone in ipairs(plan.gone) do
  local key = KEYS[gone.key]
  local is_spared = plan.spares and redis.call('HEXISTS', KEYS[plan.spares], key) == 1
  if not is_spared and digest_of(key) == gone.was then redis.call('UNLINK', key) end
end
-- Targets that existed before the migration expire again as they did.
for _, kept in ipairs(plan.kept) do
  local key = KEYS[kept.key]
  local at = before['x ' .. key]
  if at and digest_of(key) == kept.was then expire(key, tonumber(at)) end
end
take_members(plan.goneMembers, KEYS[2])

-- Adds some members of a group, and notes of each whether it was not there before.
local function add_members(group, first, last, note)
  local key, members, adding, owned = KEYS[group.key], {}, {}, {}
  for at = first, last do
    local member = ARGV[group.from + at]
    members[#members + 1] = member
    if group.type == 'zset' then adding[#adding + 1] = ARGV[group.scores + at] end
    adding[#adding + 1] = member
    owned[#owned + 1] = member
    owned[#owned + 1] = KEYS[2]
  end
  local held = redis.call(group.type == 'set' and 'SMISMEMBER' or 'ZMSCORE', key, unpack(members))
  redis.call(writing[group.type], key, unpack(adding))
  if group.ledger then redis.call('HSET', KEYS[group.ledger], unpack(owned)) end
  for at, member in ipairs(members) do
    local field = 'm ' .. key .. '\\n' .. member
    local was_held = held[at] and held[at] ~= 0
    local is_ours = not was_held or string.sub(before[field] or '0', 1, 1) == '1'
    note(field, (is_ours and '1 ' or '0 ') .. (KEYS[group.lists[first + at]] or ''))
  end
end

local entry = {}
local function note(field, value)
  entry[#entry + 1] = field
  entry[#entry + 1] = value
end

local isAdopted, isInPlace = false, plan.empties
local made_anew = {}
for at, target in ipairs(plan.targets) do
  isInPlace = isInPlace or target.key == 2
  local key = KEYS[target.key]
  local made = target.made and '1' or '0'
  if target.adopted then
    isAdopted = true
    note('t ' .. key, found[at] .. ' ' .. made)
  else
    if found[at] ~= 'same' then
      write(target, found[at] ~= 'none')
      if found[at] == 'none' then made_anew[#made_anew + 1] = key end
      made = '1'
    end
    local stood = redis.call('PEXPIRETIME', key)
    if not target.lifetime then
      if expires > 0 or found[at] ~= 'none' then expire(key, expires) end
    elseif found[at] ~= 'same' then
      redis.call('PEXPIRE', key, target.lifetime)
    end
    local now = digest_wanted(target)
    -- It says what is wanted, and is not what was written here: another writer made it so.
    local existed = found[at] == 'same' and now ~= (target.was or '')
    if existed then made = '0' end
    if existed or before['x ' .. key] then note('x ' .. key, before['x ' .. key] or tostring(stood)) end
    note('t ' .. key, now .. ' ' .. made)
  end
end
-- What one of our programs saved there is gone; where it stood, it goes on in what was written over it.
for at = 1, plan.saved and #made_anew or 0, 1000 do
  redis.call('HDEL', KEYS[plan.saved], unpack(made_anew, at, math.min(at + 999, #made_anew)))
end
if plan.empties then
  redis.call('UNLINK', KEYS[2])
  note('t ' .. KEYS[2], ' 1')
end
for _, group in ipairs(plan.groups) do
  local key = KEYS[group.key]
  local stood = redis.call('PEXPIRETIME', key)
  if group.ledger and group.existed and group.count > 0 then
    redis.call('HSET', KEYS[group.ledger], '', tostring(stood))
  end
  for first = 0, group.count - 1, 500 do add_members(group, first, math.min(first + 499, group.count - 1), note) end
  -- An index that holds what another writer made lives as long as that one says.
  if group.lifetime == 'source' and not isAdopted and group.count > 0 then
    local till = expires
    if not (group.alone == nil or group.alone) and (till <= 0 or stood == -1) then till = -1
    elseif not (group.alone == nil or group.alone) and stood > till then till = stood end
    expire(key, till)
    if group.ledger then expire(KEYS[group.ledger], till > 0 and till + hour or -1) end
  end
end

redis.call('DEL', KEYS[3])
if plan.refusal then redis.call('HSET', KEYS[4], KEYS[2], ARGV[plan.refusal]) else redis.call('HDEL', KEYS[4], KEYS[2]) end
if plan.drop or not dump then return { 'dropped' } end
local revision = string.format('%d', tonumber(before.revision or '0') + 1)
redis.call('HSET', KEYS[3], 'revision', revision, 'type', kind, 'dump', dump, 'expiresAt', tostring(expires),
  'source', plan.source, 'origin', isAdopted and 'writer' or 'migration')
local stamped = {}
for at, position in ipairs(plan.stamped) do stamped[at] = KEYS[position] end
note('stamp', stamp_of(stamped) or '')
-- It was removed once and came back: the state counts it already.
if before.removedAt then redis.call('HSET', KEYS[3], 'removedAt', before.removedAt) end
for at = 1, #entry, 1000 do redis.call('HSET', KEYS[3], unpack(entry, at, math.min(at + 999, #entry))) end
-- In place the key goes on under its name, and who writes it next may make it last.
if expires > 0 and not isInPlace then redis.call('PEXPIREAT', KEYS[3], expires + hour) end
return { 'settled' }
`
