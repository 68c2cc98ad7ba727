import { readFields, readInteger, readPairs, readText, readTexts } from '../connection/read-reply.ts'
import type { RedisCommand } from '../connection/redis-command.ts'
import type { FieldOf, FieldsOf, ForCommand } from './key-for-command.ts'

/** The text of one field; undefined when the field or its key is not there. */
export const hget = <Key extends string>(
  key: Key & ForCommand<'HGET', 'hash', Key>,
  field: FieldOf<Key>,
): RedisCommand<string | undefined> => ({ name: 'hget', keys: [key], args: [key, field], read: readText })

/** The texts of these fields by name; undefined for each that is not there. */
export const hmget = <Key extends string, Field extends FieldOf<Key>>(
  key: Key & ForCommand<'HMGET', 'hash', Key>,
  fields: readonly Field[],
): RedisCommand<Readonly<Record<Field, string | undefined>>> => ({
  name: 'hmget',
  keys: [key],
  args: [key, ...fields],
  read: (reply) => {
    const texts = readTexts(reply)
    // The names were asked for in this order and are the only keys of the record.
    return Object.fromEntries(fields.map((field, at) => [field, texts[at]])) as Record<Field, string | undefined>
  },
})

/** The fields of a hash key; undefined when it is not there. */
export const hgetall = <Key extends string>(
  key: Key & ForCommand<'HGETALL', 'hash', Key>,
): RedisCommand<Readonly<Record<string, string>> | undefined> => ({
  name: 'hgetall',
  keys: [key],
  args: [key],
  read: readFields,
})

/** The fields of a hash key as Redis tells them, each name before its text; undefined when it is not there. */
export const hashPairs = <Key extends string>(
  key: Key & ForCommand<'HGETALL', 'hash', Key>,
): RedisCommand<readonly string[] | undefined> => {
  const keys = [key]
  return { name: 'hgetall', keys, args: keys, read: readPairs }
}

/** Writes these fields and leaves the others; answers how many are new. */
export const hset = <Key extends string>(
  key: Key & ForCommand<'HSET', 'hash', Key>,
  fields: Partial<FieldsOf<Key>>,
): RedisCommand<number> => {
  const args: string[] = [key]
  for (const [name, text] of Object.entries(fields)) if (typeof text === 'string') args.push(name, text)
  return { name: 'hset', keys: [key], args, read: readInteger }
}

/** Removes fields; answers how many there were. */
export const hdel = <Key extends string>(
  key: Key & ForCommand<'HDEL', 'hash', Key>,
  ...fields: readonly [FieldOf<Key>, ...FieldOf<Key>[]]
): RedisCommand<number> => ({ name: 'hdel', keys: [key], args: [key, ...fields], read: readInteger })
