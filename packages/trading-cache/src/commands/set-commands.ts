import { readInteger, readMembers } from '../connection/read-reply.ts'
import type { RedisCommand } from '../connection/redis-command.ts'
import type { ForCommand, MemberOf } from './key-for-command.ts'

/** The members of a set key, in no order. */
export const smembers = <Key extends string>(
  key: Key & ForCommand<'SMEMBERS', 'set', Key>,
): RedisCommand<readonly string[]> => ({ name: 'smembers', keys: [key], args: [key], read: readMembers })

/** Whether the text is a member. */
export const sismember = <Key extends string>(
  key: Key & ForCommand<'SISMEMBER', 'set', Key>,
  member: MemberOf<Key>,
): RedisCommand<boolean> => ({
  name: 'sismember',
  keys: [key],
  args: [key, member],
  read: (reply) => readInteger(reply) === 1,
})

/** Adds members; answers how many are new. */
export const sadd = <Key extends string>(
  key: Key & ForCommand<'SADD', 'set', Key>,
  ...members: readonly [MemberOf<Key>, ...MemberOf<Key>[]]
): RedisCommand<number> => ({ name: 'sadd', keys: [key], args: [key, ...members], read: readInteger })

/** Removes members; answers how many there were. */
export const srem = <Key extends string>(
  key: Key & ForCommand<'SREM', 'set', Key>,
  ...members: readonly [MemberOf<Key>, ...MemberOf<Key>[]]
): RedisCommand<number> => ({ name: 'srem', keys: [key], args: [key, ...members], read: readInteger })
