/**
 * Changes the state of a migration in one step with its audit. KEYS: state, audit, runner, instances, saved. ARGV: a
 * plan as JSON, then field and value in turn. Those who follow the migration read its phase, and for which exchange it takes keys
 * that name none, beside what they say of themselves. With a token only its holder may; with a phase only from that phase.
 */
export const changeStateLua = `
local plan = cjson.decode(ARGV[1])
if plan.token and redis.call('GET', KEYS[3]) ~= plan.token then return { 'lost' } end
local phase = redis.call('HGET', KEYS[1], 'phase')
if plan.from and (phase or 'none') ~= plan.from then return { 'moved', phase or 'none' } end
if plan.token then redis.call('PEXPIRE', KEYS[3], plan.leaseMs) end
if plan.replace then redis.call('DEL', KEYS[1]) end
-- Nothing of the migration's stands. After a rollback that stopped half-way something does, though a new run begins.
if plan.isUndone or (plan.replace and not phase) then
  redis.call('UNLINK', KEYS[5])
  redis.call('HDEL', KEYS[4], 'spares')
end
for _, field in ipairs(plan.forget) do redis.call('HDEL', KEYS[1], field) end
if #ARGV > 1 then redis.call('HSET', KEYS[1], unpack(ARGV, 2)) end
if plan.step then redis.call('HSET', KEYS[1], 'epoch', string.format('%d', math.max(plan.step, tonumber(redis.call('HGET', KEYS[1], 'epoch') or '0') + 1))) end
if plan.step then
  local run = cjson.decode(redis.call('HGET', KEYS[1], 'plan') or '{}')
  local now = redis.call('HGET', KEYS[1], 'phase')
  redis.call('HSET', KEYS[4], 'phase', plan.announce or now)
  if now ~= 'off' then redis.call('HSET', KEYS[4], 'spares', '1') end
  if run.options then redis.call('HSET', KEYS[4], 'exchange', run.options.exchange) end
  redis.call('PERSIST', KEYS[4])
end
if plan.audit then
  redis.call('RPUSH', KEYS[2], plan.audit)
  redis.call('LTRIM', KEYS[2], -10000, -1)
end
local reply = { 'changed' }
for _, text in ipairs(redis.call('HGETALL', KEYS[1])) do reply[#reply + 1] = text end
return reply
`

/** Takes the place of the runner where nobody holds it. KEYS: runner. ARGV: token, lifetime in ms. */
export const takeRunnerLua = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return { 'held', holder, tostring(redis.call('PTTL', KEYS[1])) } end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return { 'taken' }
`

/** Gives the place of the runner back. KEYS: runner. ARGV: token. */
export const leaveRunnerLua = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return { 'lost' } end
redis.call('DEL', KEYS[1])
return { 'left' }
`
