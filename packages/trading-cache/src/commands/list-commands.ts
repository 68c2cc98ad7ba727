import { readInteger, readMembers } from '../connection/read-reply.ts'
import type { RedisCommand } from '../connection/redis-command.ts'
import type { ForCommand, MemberOf } from './key-for-command.ts'

/** The elements of a list key from one index to another, both included; -1 is the last. */
export const lrange = <Key extends string>(
  key: Key & ForCommand<'LRANGE', 'list', Key>,
  from = 0,
  to = -1,
): RedisCommand<readonly string[]> => ({ name: 'lrange', keys: [key], args: [key, from, to], read: readMembers })

/** Adds elements at the end; answers the new length. */
export const rpush = <Key extends string>(
  key: Key & ForCommand<'RPUSH', 'list', Key>,
  ...elements: readonly [MemberOf<Key>, ...MemberOf<Key>[]]
): RedisCommand<number> => ({ name: 'rpush', keys: [key], args: [key, ...elements], read: readInteger })
