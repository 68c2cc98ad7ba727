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

-- Where each field of a hash stands among its pieces, in the order of the names. Records of one kind have the same names,
-- and a sort costs more than all else: the last order found is tried first.
local last_names, last_order = {}, {}
local function field_order(pieces)
  local names = {}
  for at = 1, #pieces, 2 do names[#names + 1] = pieces[at] end
  local is_last = #names == #last_names
  for at, name in ipairs(names) do is_last = is_last and name == last_names[at] end
  if is_last then return last_order end
  local places, sorted = {}, {}
  for at, name in ipairs(names) do
    places[name] = 2 * at - 1
    sorted[at] = name
  end
  table.sort(sorted, order)
  for at, name in ipairs(sorted) do sorted[at] = places[name] end
  last_names, last_order = names, sorted
  return sorted
end

local function in_order(kind, pieces)
  if kind == 'set' then
    table.sort(pieces, order)
    return pieces
  end
  local ordered = {}
  if kind == 'hash' then
    for at, place in ipairs(field_order(pieces)) do
      ordered[2 * at - 1] = pieces[place]
      ordered[2 * at] = pieces[place + 1]
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
