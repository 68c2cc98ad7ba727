import { identify } from '@tradingboost/redis-keys'
import type { Redis } from 'ioredis'

/** Keys written in one script. */
const batch = 50_000

// Lua writes the names, because a million round trips would take minutes; a sample of them is identified below.
const script = `
for i = tonumber(ARGV[1]), tonumber(ARGV[2]) do
  local m = i % 10
  if m < 4 then redis.call('SET', 'position:' .. i .. ':okx:BTC-USDT-SWAP:long', '{"size":"1.5","at":1760490000123}', 'PX', 300000)
  elseif m < 6 then redis.call('SET', 'user:' .. i .. ':settings', '{"use_sl":true,"leverage":3,"symbols":["BTC-USDT-SWAP"]}')
  elseif m < 7 then redis.call('SET', 'bot:b' .. i .. ':memory', '{"phase":"idle"}')
  elseif m < 8 then
    redis.call('HSET', 'positions:' .. i .. ':okx:BTC-USDT-SWAP:long', 'userId', i, 'exchange', 'okx', 'symbol',
      'BTC-USDT-SWAP', 'side', 'long', 'quantity', '1.5', 'averagePrice', '0.5', 'realizedPnl', '0', 'fees', '0',
      'revision', '1', 'openedAt', '1', 'updatedAt', '2')
  elseif m < 9 then redis.call('SADD', 'okx:whitelist:' .. i, 'BTC-USDT-SWAP', 'ETH-USDT-SWAP')
  else redis.call('SET', 'position:' .. i .. ':BTC-USDT-SWAP', '{"size":1}', 'PX', 300000) end
end`

/** Writes so many keys of six families, one in ten of them of a deprecated one; half of them expire after 5 minutes. */
export async function fillRedis(redis: Redis, keys: number): Promise<void> {
  for (let from = 0; from < keys; from += batch) {
    await redis.eval(script, 0, String(from), String(Math.min(from + batch, keys) - 1))
  }
  const [, sample] = await redis.scan('0', 'COUNT', 100)
  for (const key of sample) {
    if (identify(key).kind === 'unknown') throw new Error(`${key} is a key of no family: correct the script`)
  }
}
