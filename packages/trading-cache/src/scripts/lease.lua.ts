import { claimEnvironmentLua } from '../environment/claim-environment.lua.ts'

/**
 * Takes a lease that nobody holds, in a database of the wanted environment. KEYS: environment marker, lease, last token.
 * ARGV: as `claimEnvironmentLua` takes them, the first two after them the lifetime in ms and the token of the one who held it
 * before and wants it back, or nothing: it is given back as it was, so that nothing depends on whether the answer arrives, and
 * refused once another one was handed out since.
 * New tokens only grow: past the last one, and past the server's clock in microseconds, should Redis have lost its data.
 */
export const acquireLeaseLua = `
${claimEnvironmentLua}
local refusal = claimEnvironment(KEYS[1], ARGV[1], ARGV[2], ARGV[3])
if refusal then return refusal end
local wantedBack = ARGV[5] ~= '' and ARGV[5]
local holder = redis.call('GET', KEYS[2])
if holder and holder ~= wantedBack then return { 'held', tostring(redis.call('PTTL', KEYS[2])) } end
local last = redis.call('GET', KEYS[3])
local token = wantedBack
if token and last and tonumber(last) > tonumber(token) then return { 'overtaken', last } end
if not token then
  local clock = redis.call('TIME')
  local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
  token = string.format('%.0f', math.max(tonumber(last or 0) + 1, now))
end
redis.call('SET', KEYS[2], token, 'PX', ARGV[4])
redis.call('SET', KEYS[3], token)
return { 'acquired', token }
`

/** Prolongs a lease while the token still stands. KEYS: lease. ARGV: token, lifetime in ms. */
export const renewLeaseLua = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`

/** Gives a lease back while the token still stands. KEYS: lease. ARGV: token. */
export const releaseLeaseLua = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`
