import type { RedisKey } from '@tradingboost/redis-keys'
import { readInteger } from '../connection/read-reply.ts'
import type { RedisCommand } from '../connection/redis-command.ts'

/** Removes a key; false when it was not there. */
export const remove = (key: RedisKey): RedisCommand<boolean> => ({
  name: 'del',
  keys: [key],
  args: [key],
  read: (reply) => readInteger(reply) > 0,
})

/** Whether a key stands. */
export const exists = (key: RedisKey): RedisCommand<boolean> => ({
  name: 'exists',
  keys: [key],
  args: [key],
  read: (reply) => readInteger(reply) > 0,
})

/** How many of these keys stand. */
export const existing = (keys: readonly RedisKey[]): RedisCommand<number> => ({
  name: 'exists',
  keys,
  args: keys,
  read: readInteger,
})

/** Gives a key this time to live in milliseconds; false when it was not there. */
export const expire = (key: RedisKey, ms: number): RedisCommand<boolean> => ({
  name: 'pexpire',
  keys: [key],
  args: [key, ms],
  read: (reply) => readInteger(reply) > 0,
})

/** Milliseconds that a key has to live; undefined when it stays, zero when it is not there. */
export const timeToLive = (key: RedisKey): RedisCommand<number | undefined> => ({
  name: 'pttl',
  keys: [key],
  args: [key],
  read: (reply) => {
    const ms = readInteger(reply)
    return ms === -1 ? undefined : Math.max(ms, 0)
  },
})

/** Asks whether the server answers. */
export const ping: RedisCommand<void> = { name: 'ping', keys: [], args: [], read: () => undefined }
