import { readText, readTexts } from '../connection/read-reply.ts'
import type { RedisCommand } from '../connection/redis-command.ts'
import type { ForCommand, TextOf } from './key-for-command.ts'

/** The text of a string key; undefined when it is not there. */
export const get = <Key extends string>(
  key: Key & ForCommand<'GET', 'string', Key>,
): RedisCommand<string | undefined> => ({ name: 'get', keys: [key], args: [key], read: readText })

/** The texts of string keys in the order asked; undefined for each that is not there. */
export const mget = <Key extends string>(
  keys: readonly (Key & ForCommand<'MGET', 'string', Key>)[],
): RedisCommand<readonly (string | undefined)[]> => ({ name: 'mget', keys, args: keys, read: readTexts })

/** Writes a string key that expires; a millisecond is the unit. */
export const setExpiring = <Key extends string>(
  key: Key & ForCommand<'SET', 'string', Key>,
  text: TextOf<Key>,
  ms: number,
): RedisCommand<void> => ({ name: 'set', keys: [key], args: [key, text, 'PX', ms], read: () => undefined })

/** Writes a string key that stays. */
export const setPersistent = <Key extends string>(
  key: Key & ForCommand<'SET', 'string', Key>,
  text: TextOf<Key>,
): RedisCommand<void> => ({ name: 'set', keys: [key], args: [key, text], read: () => undefined })
