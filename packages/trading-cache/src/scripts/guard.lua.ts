/**
 * Lua that every write script begins with. It looks at each key before anything is written, because Redis does not take
 * back what a script wrote before it failed: a script of ours writes everything or nothing. `plan` is the decoded ARGV[1]:
 * text, booleans and positions in KEYS and ARGV, never a number that is stored. A hash is asked for its revision, which
 * `revisions` keeps by the position of its key: what is no hash refuses that.
 */
export const guardLua = `
local plan = cjson.decode(ARGV[1])
local revisions = {}
for at, wanted in ipairs(plan.types) do
  local revision = wanted == 'hash' and redis.pcall('HGET', KEYS[at], 'revision')
  if wanted ~= 'hash' or type(revision) == 'table' then
    local actual = redis.call('TYPE', KEYS[at]).ok
    if actual ~= 'none' and actual ~= wanted then
      return { 'invalid', KEYS[at], 'it is a ' .. actual .. ' where a ' .. wanted .. ' belongs' }
    end
    if wanted == 'hash' then return revision end
  elseif revision then
    if not string.find(revision, '^%d+$') then
      return { 'invalid', KEYS[at], 'its revision is no whole number' }
    end
    revisions[at] = revision
  end
end
if plan.token and redis.call('GET', KEYS[plan.lease]) ~= plan.token then return { 'fenced', KEYS[plan.lease] } end
`
