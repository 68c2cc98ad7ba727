/**
 * Lua that opens and closes positions; `change` names its keys by their position in KEYS. The realtime record outlives a
 * closing for a while, so that an older update that comes late is known for what it is. An index that a migration moved
 * expires with its source: from the first position of ours on it stays, or it would take that one along.
 */
export const positionLua = `
local function known_revision(change)
  return math.max(tonumber(revisions[change.hash] or -1), tonumber(revisions[change.realtime] or -1))
end

local function leave_index(change)
  local removed = redis.call('DEL', KEYS[change.hash])
  redis.call('SREM', KEYS[change.index], change.member)
  redis.call('SREM', KEYS[change.active], change.activeMember)
  return removed == 1
end

local function set_realtime(change, status)
  redis.call('DEL', KEYS[change.realtime])
  redis.call('HSET', KEYS[change.realtime], 'status', status, unpack(ARGV, change.from, change.upTo))
end

local function open_position(change)
  redis.call('DEL', KEYS[change.hash])
  redis.call('HSET', KEYS[change.hash], unpack(ARGV, change.from, change.upTo))
  redis.call('SADD', KEYS[change.index], change.member)
  redis.call('PERSIST', KEYS[change.index])
  redis.call('SADD', KEYS[change.active], change.activeMember)
  set_realtime(change, 'open')
end

local function close_position(change)
  leave_index(change)
  set_realtime(change, 'closed')
  redis.call('PEXPIRE', KEYS[change.realtime], change.keepMs)
  redis.call('ZADD', KEYS[change.history], change.closedAt, change.entry)
end

local function is_known_closing(change)
  local known = redis.call('HMGET', KEYS[change.realtime], 'status', 'revision')
  return known[1] == 'closed' and tonumber(known[2]) == tonumber(change.revision)
end

local function drop_position(change)
  local removed = leave_index(change)
  redis.call('DEL', KEYS[change.realtime])
  return removed
end
`
