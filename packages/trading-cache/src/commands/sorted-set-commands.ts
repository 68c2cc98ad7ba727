import { readInteger, readMembers, readText } from '../connection/read-reply.ts'
import type { RedisCommand } from '../connection/redis-command.ts'
import type { ForCommand, MemberOf } from './key-for-command.ts'

/** A member of a sorted set with its score. */
export interface ScoredMember<Member extends string = string> {
  readonly member: Member
  readonly score: number
}

/** Members of a sorted set and their scores, lowest score first; `limit` takes that many from the highest end. */
export const zrange = <Key extends string>(
  key: Key & ForCommand<'ZRANGE', 'zset', Key>,
  limit?: number,
): RedisCommand<readonly ScoredMember[]> => ({
  name: 'zrange',
  keys: [key],
  args: [key, limit === undefined ? '0' : String(-limit), '-1', 'WITHSCORES'],
  read: readScoredMembers,
})

/** The score of a member; undefined when it is none. */
export const zscore = <Key extends string>(
  key: Key & ForCommand<'ZSCORE', 'zset', Key>,
  member: MemberOf<Key>,
): RedisCommand<number | undefined> => ({
  name: 'zscore',
  keys: [key],
  args: [key, member],
  read: (reply) => {
    const text = readText(reply)
    return text === undefined ? undefined : Number(text)
  },
})

/** Adds members or changes their scores; answers how many are new. */
export const zadd = <Key extends string>(
  key: Key & ForCommand<'ZADD', 'zset', Key>,
  ...members: readonly [ScoredMember<MemberOf<Key>>, ...ScoredMember<MemberOf<Key>>[]]
): RedisCommand<number> => {
  const args: (string | number)[] = [key]
  for (const { member, score } of members) args.push(score, member)
  return { name: 'zadd', keys: [key], args, read: readInteger }
}

/** Removes members; answers how many there were. */
export const zrem = <Key extends string>(
  key: Key & ForCommand<'ZREM', 'zset', Key>,
  ...members: readonly [MemberOf<Key>, ...MemberOf<Key>[]]
): RedisCommand<number> => ({ name: 'zrem', keys: [key], args: [key, ...members], read: readInteger })

function readScoredMembers(reply: unknown): readonly ScoredMember[] {
  const flat = readMembers(reply)
  const scored: ScoredMember[] = []
  for (let at = 0; at + 1 < flat.length; at += 2) scored.push({ member: flat[at] ?? '', score: Number(flat[at + 1]) })
  return scored
}
