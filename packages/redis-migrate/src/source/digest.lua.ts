/**
 * Lua that names what a key holds by a digest: equal digests, equal contents, whatever encoding the server chose and
 * however often it restarted (DUMP of a large hash changes with the server's hash seed). The empty text is no key.
 * Pieces of unordered types are sorted by their bytes; where the server compares text by a language, byte by byte.
 */
export const digestLua = `
local function by_bytes(a, b)
  for at = 1, math.min(#a, #b) do
    local x, y = string.byte(a, at), string.byte(b, at)
    if x ~= y then return x < y end
  end
  return #a < #b
end
local order = nil
if 'a' < 'B' then order = by_bytes end

-- Parted by NUL, which is fast; where a piece holds one itself, by the sizes of the pieces.
local function digest(kind, pieces)
  if not string.find(table.concat(pieces), '\\0', 1, true) then
    return redis.sha1hex(kind .. ' ' .. #pieces .. ' ' .. table.concat(pieces, '\\0'))
  end
  local sizes = {}
  for at, piece in ipairs(pieces) do sizes[at] = #piece end
  return redis.sha1hex(kind .. ' ' .. table.concat(sizes, ',') .. ' ' .. table.concat(pieces))
end

local function canonical_score(text) return string.format('%.17g', tonumber(text)) end

local function pieces_of(key, kind)
  if kind == 'string' then return { redis.call('GET', key) } end
  if kind == 'hash' then return redis.call('HGETALL', key) end
  if kind == 'set' then return redis.call('SMEMBERS', key) end
  if kind == 'list' then return redis.call('LRANGE', key, 0, -1) end
  if kind == 'zset' then return redis.call('ZRANGE', key, 0, -1, 'WITHSCORES') end
  return nil
end

local function in_order(kind, pieces)
  if kind == 'set' then
    table.sort(pieces, order)
    return pieces
  end
  local ordered = {}
  if kind == 'hash' then
    local names, values = {}, {}
    for at = 1, #pieces, 2 do
      names[#names + 1] = pieces[at]
      values[pieces[at]] = pieces[at + 1]
    end
    table.sort(names, order)
    for _, name in ipairs(names) do
      ordered[#ordered + 1] = name
      ordered[#ordered + 1] = values[name]
    end
    return ordered
  end
  if kind == 'zset' then
    for at = 1, #pieces, 2 do
      ordered[at] = pieces[at]
      ordered[at + 1] = canonical_score(pieces[at + 1])
    end
    return ordered
  end
  return pieces
end

local function digest_of(key)
  local kind = redis.call('TYPE', key).ok
  if kind == 'none' then return '', kind end
  local pieces = pieces_of(key, kind)
  if not pieces then return kind .. ' ' .. redis.sha1hex(redis.call('DUMP', key)), kind end
  return digest(kind, in_order(kind, pieces)), kind, pieces
end
`
