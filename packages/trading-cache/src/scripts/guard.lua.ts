/**
 * Lua that every write script begins with. It looks at each key before anything is written, because Redis does not take
 * back what a script wrote before it failed: a script of ours writes everything or nothing.
 * `plan` is the decoded ARGV[1]: text, booleans and positions in KEYS, never a number that is stored.
 */
export const guardLua = `
local plan = cjson.decode(ARGV[1])
for at, wanted in ipairs(plan.types) do
  local actual = redis.call('TYPE', KEYS[at]).ok
  if actual ~= 'none' and actual ~= wanted then
    return { 'invalid', KEYS[at], 'it is a ' .. actual .. ' where a ' .. wanted .. ' belongs' }
  end
  local revision = actual == 'hash' and redis.call('HGET', KEYS[at], 'revision')
  if revision and not string.match(revision, '^%d+$') then
    return { 'invalid', KEYS[at], 'its revision is no whole number' }
  end
end
if plan.token and redis.call('GET', KEYS[plan.lease]) ~= plan.token then return { 'fenced', KEYS[plan.lease] } end
`
