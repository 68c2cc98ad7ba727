import { guardLua } from './guard.lua.ts'

/** Writes the status of one bot and what follows of it for its user: running while any bot runs. */
export const saveStatusLua = `${guardLua}
redis.call('HSET', KEYS[plan.statuses], plan.botId, plan.status)
local overall = 'stopped'
local statuses = redis.call('HGETALL', KEYS[plan.statuses])
for at = 2, #statuses, 2 do
  if statuses[at] == 'running' or overall == 'stopped' then overall = statuses[at] end
end
redis.call('SET', KEYS[plan.overall], overall)
if plan.trading then redis.call('SET', KEYS[plan.trading], plan.status) end
return { overall }
`
