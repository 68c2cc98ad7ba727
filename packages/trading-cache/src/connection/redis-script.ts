import { createHash } from 'node:crypto'
import type { RedisCommand } from './redis-command.ts'

/** A Lua script; every key it touches comes in as KEYS. */
export interface RedisScript {
  /** Names it in errors. */
  readonly name: string
  readonly lua: string
  /** Digest that EVALSHA asks for. */
  readonly sha1: string
}

/** A script with the keys and arguments of one run, and how its reply is read. */
export interface ScriptCall<Reply> extends Pick<RedisCommand<Reply>, 'keys' | 'args' | 'read'> {
  readonly script: RedisScript
}

/** A script from its text; `name` stands in errors. */
export function defineScript(name: string, lua: string): RedisScript {
  return { name, lua, sha1: createHash('sha1').update(lua).digest('hex') }
}
