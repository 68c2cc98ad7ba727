import type { AnyKeyFamily } from '../define/key-family.ts'
import type { RedisType } from '../define/redis-key.ts'

// What trading-cache sends for keys of each type, inside its scripts too; its test for ACL finds one that is missing and
// one that nothing sends.
const reads: Readonly<Record<RedisType, readonly string[]>> = {
  string: ['get', 'mget'],
  hash: ['hget', 'hgetall', 'hmget'],
  set: ['smembers'],
  zset: ['zrange'],
  list: ['lrange'],
}
const writes: Readonly<Record<RedisType, readonly string[]>> = {
  string: ['set'],
  hash: ['hset'],
  set: ['sadd', 'srem'],
  zset: ['zadd', 'zrem'],
  list: ['rpush'],
}
const anyType = ['del', 'exists', 'persist', 'pexpire', 'type']
const scripts = ['eval', 'evalsha']
/** A lease also asks whose data the database holds, which a database without a marker says by the keys in it. */
const lease = ['dbsize', 'pttl', 'scan', 'time']

/** Whether the server evicts keys: a bot does not start where it may, or may not ask. INFO is a command of `@dangerous`. */
const server = ['info']

/** What a program sends that writes the legacy layout beside its own: whether the legacy key still holds what it read, and when both expire. */
const bothLayouts = ['hlen', 'pexpireat', 'pexpiretime']

/** How a program hears of the changes to what it keeps copies of, and until when a copy may stand. */
const near = ['client|id', 'client|tracking', 'pttl', 'subscribe']

/** What every client sends: whether the server is there, which database, what the connection is called. */
const connection = ['client|setname', 'ping', 'select']

/** The rules for the commands of a program that writes these families and reads those, maybe in two layouts at once. */
export function storeCommands(
  written: readonly AnyKeyFamily[],
  read: readonly AnyKeyFamily[],
  isMigrating: boolean,
): readonly string[] {
  const names = [
    ...connection,
    ...near,
    ...[...written, ...read].flatMap(({ type }) => reads[type]),
    ...written.flatMap(({ type }) => writes[type]),
    ...(written.length > 0 ? [...anyType, ...scripts] : []),
    ...(written.some(({ owner }) => owner === 'engine') ? [...lease, ...server] : []),
    ...(isMigrating ? bothLayouts : []),
  ]
  return allowed(names)
}

/** The rules for the commands of the audit: it reads, whatever the type, and nothing of it stops the server. */
export const auditCommands: readonly string[] = ['+@read', '-@blocking', '-@dangerous', ...allowed(connection)]

/** What a migration sends besides what the stores send. */
const walk = ['dbsize', 'hexists', 'hkeys', 'hlen', 'hscan', 'pexpiretime', 'scan', 'sismember', 'zscore']
/** Compares many members, or all of a key, in one command. */
const compare = ['scard', 'smismember', 'zcard', 'zmscore']
const move = ['dump', 'hdel', 'ltrim', 'persist', 'pexpireat', 'restore', 'unlink']
/** Hears of every write below a prefix. */
const feed = ['client|id', 'client|tracking', 'subscribe']
/** Takes the right to write from a foreign program while it cuts over, and reads whom that stopped. */
const fence = ['acl|getuser', 'acl|log', 'acl|setuser', 'acl|whoami']
/** Load and memory of the server, by which it slows down or does not begin. */
const throttle = ['info']

/**
 * The rules for the commands of a migration: it walks, reads and writes every type, alone and in scripts. Those of `fence`
 * and `throttle`, and RESTORE, are commands of `@dangerous`, given one by one.
 */
export const migrateCommands: readonly string[] = allowed([
  ...connection,
  ...Object.values(reads).flat(),
  ...Object.values(writes).flat(),
  ...anyType,
  ...scripts,
  ...lease,
  ...walk,
  ...compare,
  ...move,
  ...feed,
  ...fence,
  ...throttle,
])

function allowed(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted().map((name) => `+${name}`)
}
