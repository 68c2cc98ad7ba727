import { askedPhaseLua } from './asked-phase.lua.ts'

/**
 * Lua that runs a write script of the new layout and makes the same of a hash that the old layout has under another name,
 * all or nothing. The last of ARGV says which: the phase must still be one that asks for it. Before the cut-over a new hash
 * that does not stand yet begins as the old one, time included, as if it had been moved just before; it goes again where the
 * script then writes nothing, which it says by the outcome `stale` of each of its changes. Of an old hash that stands only the
 * fields change that the script changed, for what others wrote there is theirs; one that does not becomes the new one, as it
 * does when the script replaces all. Once written, both expire together: else the migration would take back with the old one
 * what the script wrote. While a rollback is possible the new hash is recorded in the hash of saved targets: 1 where it
 * exists, 0 where the script removed it. A rollback leaves a recorded one. Values are passed on untouched.
 */
export function renamedHashLua(newLayoutLua: string): string {
  return `${askedPhaseLua}
local function change_new()
${newLayoutLua}
end
local function fields_of(key)
  local fields, flat = {}, redis.call('HGETALL', key)
  for at = 1, #flat, 2 do fields[flat[at]] = flat[at + 1] end
  return fields
end
local function write(key, fields, till)
  for field, value in pairs(fields) do redis.call('HSET', key, field, value) end
  if till > 0 then redis.call('PEXPIREAT', key, till) end
end
local function expiry_of(key) return redis.call('PEXPIRETIME', key) end
local function is_written(outcome, replaces)
  if outcome[1] == 'invalid' or outcome[1] == 'fenced' then return false end
  for _, one in ipairs(outcome) do
    if one ~= 'stale' then return true end
  end
  return replaces
end
local renamed = cjson.decode(ARGV[#ARGV])
local phase = asked_phase(KEYS[renamed.followed], renamed.phases)
if not phase then return { 'moved-on' } end
local old, new = KEYS[renamed.old], KEYS[renamed.new]
local held = redis.call('TYPE', old).ok
if held ~= renamed.was then return { 'changed' } end
local known = redis.call('TYPE', new).ok
local isTaken = known == 'none' and held == 'hash' and phase ~= 'cutover' and not renamed.replaces
if isTaken then write(new, fields_of(old), expiry_of(old)) end
local before = (isTaken or known == 'hash') and fields_of(new) or {}
local outcome = change_new()
if not is_written(outcome, renamed.replaces) then
  if isTaken then redis.call('DEL', new) end
  return outcome
end
-- Where both say what was moved, nothing else tells that the new one is no longer the migration's alone.
if redis.call('HGET', KEYS[renamed.followed], 'spares') then
  redis.call('HSET', KEYS[renamed.saved], new, redis.call('EXISTS', new))
end
local after = fields_of(new)
local wanted, isChanged = after, renamed.replaces or expiry_of(old) ~= expiry_of(new)
if not renamed.replaces and held == 'hash' then wanted = fields_of(old) end
for field, value in pairs(after) do
  if before[field] ~= value then
    wanted[field] = value
    isChanged = true
  end
end
for field in pairs(before) do
  if after[field] == nil then
    wanted[field] = nil
    isChanged = true
  end
end
if not isChanged then return outcome end
redis.call('DEL', old)
write(old, wanted, expiry_of(new))
return outcome
`
}
