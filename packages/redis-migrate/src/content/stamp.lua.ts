/**
 * Lua that names what some keys hold together by the SHA-1 of their DUMPs; false when one of them does not stand. Equal
 * stamps, equal contents, at a third of the cost of a digest. Different stamps say nothing: the DUMP of a large hash changes
 * with the server's hash seed, and once a lookup made room in it.
 */
export const stampLua = `
local function stamp(dumps) return redis.sha1hex(table.concat(dumps)) end
local function stamp_of(keys)
  local dumps = {}
  for at, key in ipairs(keys) do
    local dump = redis.call('DUMP', key)
    if not dump then return false end
    dumps[at] = dump
  end
  return stamp(dumps)
end
`
