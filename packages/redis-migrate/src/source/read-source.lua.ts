import { digestLua } from './digest.lua.ts'

/**
 * Reads a key, when it expires, its digest and its ledger entry at one moment. KEYS: key, backup. ARGV:
 * `unknown-only` spares a content that the entry was made of. The DUMP in the entry stays where it is.
 */
export const readSourceLua = `${digestLua}
local entry = {}
local known, expires = nil, nil
local flat = redis.call('HGETALL', KEYS[2])
for at = 1, #flat, 2 do
  if flat[at] == 'source' then known = flat[at + 1] end
  if flat[at] == 'expiresAt' then expires = flat[at + 1] end
  if flat[at] ~= 'dump' then
    entry[#entry + 1] = flat[at]
    entry[#entry + 1] = flat[at + 1]
  end
end
local now, kind, pieces = digest_of(KEYS[1])
local till = tostring(redis.call('PEXPIRETIME', KEYS[1]))
if ARGV[1] == 'unknown-only' and now == known and till == expires then pieces = nil end
return { kind, till, tostring(redis.call('PTTL', KEYS[1])), now, entry, pieces or false }
`
