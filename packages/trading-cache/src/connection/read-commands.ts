import type { RedisKey } from '@tradingboost/redis-keys'
import { readFields, readInteger, readMembers, readText, readTexts } from './read-reply.ts'
import type { RedisCommand } from './redis-command.ts'

type Fields = Readonly<Record<string, string>>

/** The text of a string key; undefined when it is not there. */
export const get = (key: RedisKey<string, 'string'>): RedisCommand<string | undefined> => ({
  name: 'get',
  keys: [key],
  args: [key],
  read: readText,
})

/** The texts of string keys in the order asked; undefined for each that is not there. */
export const mget = (keys: readonly RedisKey<string, 'string'>[]): RedisCommand<readonly (string | undefined)[]> => ({
  name: 'mget',
  keys,
  args: keys,
  read: readTexts,
})

/** The fields of a hash key; undefined when it is not there. */
export const hgetall = (key: RedisKey<string, 'hash'>): RedisCommand<Fields | undefined> => ({
  name: 'hgetall',
  keys: [key],
  args: [key],
  read: readFields,
})

/** The members of a set key, in no order. */
export const smembers = (key: RedisKey<string, 'set'>): RedisCommand<readonly string[]> => ({
  name: 'smembers',
  keys: [key],
  args: [key],
  read: readMembers,
})

/** Members of a sorted set and their scores, lowest score first; `limit` takes that many from the highest end. */
export const zrange = (
  key: RedisKey<string, 'zset'>,
  limit?: number,
): RedisCommand<readonly { readonly member: string; readonly score: number }[]> => ({
  name: 'zrange',
  keys: [key],
  args: [key, limit === undefined ? '0' : String(-limit), '-1', 'WITHSCORES'],
  read: (reply) => {
    const flat = readMembers(reply)
    return Array.from({ length: flat.length / 2 }, (_, at) => ({
      member: flat[at * 2] ?? '',
      score: Number(flat[at * 2 + 1]),
    }))
  },
})

/** Writes a string key that expires. */
export const setExpiring = (key: RedisKey<string, 'string'>, text: string, ms: number): RedisCommand<void> => ({
  name: 'set',
  keys: [key],
  args: [key, text, 'PX', ms],
  read: () => undefined,
})

/** Writes a string key that stays. */
export const setPersistent = (key: RedisKey<string, 'string'>, text: string): RedisCommand<void> => ({
  name: 'set',
  keys: [key],
  args: [key, text],
  read: () => undefined,
})

/** Removes a key; false when it was not there. */
export const remove = (key: RedisKey): RedisCommand<boolean> => ({
  name: 'del',
  keys: [key],
  args: [key],
  read: (reply) => readInteger(reply) > 0,
})

/** Asks whether the server answers. */
export const ping: RedisCommand<void> = { name: 'ping', keys: [], args: [], read: () => undefined }
