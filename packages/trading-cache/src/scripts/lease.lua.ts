/**
 * Takes a lease that nobody holds. KEYS: lease, last token. ARGV: lifetime in ms, then the token of the one who held it before
 * and wants it back, if any: it is given back as it was, so that nothing depends on whether the answer arrives, and refused
 * once another one was handed out since.
 * New tokens only grow: past the last one, and past the server's clock in microseconds, should Redis have lost its data.
 */
export const acquireLeaseLua = `
local standing = redis.call('GET', KEYS[1])
if standing and standing ~= ARGV[2] then return { 'held', tostring(redis.call('PTTL', KEYS[1])) } end
local last = redis.call('GET', KEYS[2])
local token = ARGV[2]
if token and last and tonumber(last) > tonumber(token) then return { 'overtaken', last } end
if not token then
  local clock = redis.call('TIME')
  local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
  token = string.format('%.0f', math.max(tonumber(last or 0) + 1, now))
end
redis.call('SET', KEYS[1], token, 'PX', ARGV[1])
redis.call('SET', KEYS[2], token)
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
