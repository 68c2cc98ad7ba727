import { askedPhaseLua } from './asked-phase.lua.ts'

/**
 * Lua that runs a write script of the new layout and writes old keys with it, all or nothing. The last of ARGV says which:
 * the phase must still be one of those that it was made for, and every old key must hold what its new content was made of;
 * then, unless the script wrote nothing, the old keys are written too. What they hold comes as ARGV and is passed on
 * untouched. While a rollback is possible (field `spares`) each changed target is recorded in the hash of saved targets: 1
 * where it exists, 0 where the change removed it. A rollback writes back what is recorded there, and nothing else.
 */
export function bothLayoutsLua(newLayoutLua: string): string {
  return `${askedPhaseLua}
local function change_new()
${newLayoutLua}
end
local old = cjson.decode(ARGV[#ARGV])
if not asked_phase(KEYS[old.followed], old.phases) then return { 'moved-on' } end
for _, source in ipairs(old.sources) do
  local key = KEYS[source.key]
  local held = redis.call('TYPE', key).ok
  if held ~= source.was.type then return { 'changed' } end
  if held == 'string' and redis.call('GET', key) ~= ARGV[source.was.from] then return { 'changed' } end
  if held == 'hash' then
    if redis.call('HLEN', key) * 2 ~= source.was.count then return { 'changed' } end
    for at = source.was.from, source.was.from + source.was.count - 1, 2 do
      if redis.call('HGET', key, ARGV[at]) ~= ARGV[at + 1] then return { 'changed' } end
    end
  end
end
local outcome = change_new()
local kind = outcome[1]
if kind == 'invalid' or kind == 'fenced' or kind == 'stale' then return outcome end
if redis.call('HGET', KEYS[old.followed], 'spares') then
  for _, at in ipairs(old.changed) do
    redis.call('HSET', KEYS[old.saved], KEYS[at], redis.call('EXISTS', KEYS[at]))
  end
end
for _, source in ipairs(old.sources) do
  local key = KEYS[source.key]
  redis.call('DEL', key)
  if source.type == 'string' then redis.call('SET', key, ARGV[source.from]) end
  if source.type == 'hash' then
    for at = source.from, source.from + source.count - 1, 2 do redis.call('HSET', key, ARGV[at], ARGV[at + 1]) end
  end
  if source.ttlMs then redis.call('PEXPIRE', key, source.ttlMs) end
end
return outcome
`
}
