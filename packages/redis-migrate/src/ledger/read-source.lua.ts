import { digestLua } from '../content/digest.lua.ts'
import { stampLua } from '../content/stamp.lua.ts'

/**
 * Reads keys, when they expire, their digests and their ledger entries at one moment. KEYS: key and backup in turn. ARGV:
 * `unknown-only` spares a content that the entry was made of, `undigested` the digest of a text that has no entry yet:
 * whoever asks makes it of the text, and is told its stamp. The DUMP in the entry stays where it is.
 */
export const readSourceLua = `${digestLua}${stampLua}
local function read(key, backup)
  local entry = {}
  local known, expires = nil, nil
  local flat = redis.call('HGETALL', backup)
  for at = 1, #flat, 2 do
    if flat[at] == 'source' then known = flat[at + 1] end
    if flat[at] == 'expiresAt' then expires = flat[at + 1] end
    if flat[at] ~= 'dump' then
      entry[#entry + 1] = flat[at]
      entry[#entry + 1] = flat[at + 1]
    end
  end
  local till, left = tostring(redis.call('PEXPIRETIME', key)), tostring(redis.call('PTTL', key))
  if ARGV[2] == 'undigested' and #flat == 0 and redis.call('TYPE', key).ok == 'string' then
    return { 'string', till, left, false, entry, { redis.call('GET', key) }, stamp_of({ key }) }
  end
  local now, kind, pieces = digest_of(key)
  if ARGV[1] == 'unknown-only' and now == known and till == expires then pieces = nil end
  return { kind, till, left, now, entry, pieces or false }
end

local states = {}
for at = 1, #KEYS, 2 do states[#states + 1] = read(KEYS[at], KEYS[at + 1]) end
return states
`
