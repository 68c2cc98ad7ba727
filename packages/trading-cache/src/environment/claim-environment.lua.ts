/**
 * Defines `claimEnvironment(marker, wanted, owner, signs)`: compares the marker of a database with the wanted environment, and
 * sets it where there is none and the database is empty. Returns nothing when the database may be used, else
 * { 'environment', what it holds, owner } or { 'unmarked', one of its keys, number of keys }: a database with keys and no marker
 * counts as live. `signs` is a JSON list of { prefix, suffix } of keys that do not count. Reads only, unless it claims.
 */
export const claimEnvironmentLua = `
local function claimEnvironment(marker, wanted, owner, signs)
  local found = redis.call('HGET', marker, 'environment')
  if found == wanted then return nil end
  if found then return { 'environment', found, redis.call('HGET', marker, 'owner') or '' } end
  local ignored = cjson.decode(signs)
  local function counts(key)
    for _, sign in ipairs(ignored) do
      if string.sub(key, 1, #sign.prefix) == sign.prefix and (sign.suffix == '' or string.sub(key, -#sign.suffix) == sign.suffix) then
        return false
      end
    end
    return true
  end
  local cursor = '0'
  repeat
    local page = redis.call('SCAN', cursor, 'COUNT', 100)
    cursor = page[1]
    for _, key in ipairs(page[2]) do
      if counts(key) then
        if wanted == 'live' then return nil end
        return { 'unmarked', key, tostring(redis.call('DBSIZE')) }
      end
    end
  until cursor == '0'
  redis.call('HSET', marker, 'environment', wanted, 'owner', owner)
  return nil
end
`
