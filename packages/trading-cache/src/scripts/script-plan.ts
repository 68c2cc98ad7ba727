import { TradingError } from '@tradingboost/domain'
import type { RedisKey, RedisType } from '@tradingboost/redis-keys'
import { readMembers } from '../connection/read-reply.ts'
import type { RedisScript, ScriptCall } from '../connection/redis-script.ts'
import type { Fence } from './fence.ts'

/** Collects the keys of one run of a script, so that Lua knows them by their position only. */
export interface ScriptPlan {
  /** Position of the key in KEYS, counted from 1 as Lua does; the same key has one position. */
  key<Type extends RedisType>(key: RedisKey<string, Type>, type: Type): number
  /**
   * Positions in ARGV, from and up to, of texts that Lua passes on as they are: decoding them there would cost more than
   * writing them.
   */
  texts(texts: readonly string[]): { readonly from: number; readonly upTo: number }
  /** The run with every key collected so far; `body` is what the script finds in `plan`. */
  call<Reply>(script: RedisScript, body: object, read: (outcome: readonly string[]) => Reply): ScriptCall<Reply>
}

const few = 16

/** Begins the plan of a script that starts with `guardLua`; with a fence it writes only while the lease is held. */
export function planScript(fence: Fence | undefined): ScriptPlan {
  const keys: string[] = []
  // Few keys are found sooner by looking at each.
  let positions: Map<string, number> | undefined
  const positionOf = (key: string): number =>
    positions === undefined ? keys.indexOf(key) + 1 : (positions.get(key) ?? 0)
  const types: RedisType[] = []
  const passedOn: string[] = []
  return {
    key: (key, type) => {
      const known = positionOf(key)
      if (known > 0) return known
      types.push(type)
      keys.push(key)
      if (keys.length === few) positions = new Map(keys.map((each, at) => [each, at + 1]))
      else positions?.set(key, keys.length)
      return keys.length
    },
    texts: (texts) => {
      const from = passedOn.length + 2
      passedOn.push(...texts)
      return { from, upTo: from + texts.length - 1 }
    },
    call: (script, body, read) => ({
      script,
      keys: fence === undefined ? keys : [...keys, fence.key],
      args: [
        JSON.stringify({
          ...body,
          types,
          ...(fence === undefined ? {} : { token: fence.token, lease: keys.length + 1 }),
        }),
        ...passedOn,
      ],
      read: (reply) => read(accept(script.name, readMembers(reply))),
    }),
  }
}

function accept(script: string, outcome: readonly string[]): readonly string[] {
  const [kind, key, reason] = outcome
  if (kind === 'invalid') {
    throw new TradingError(
      'stored-value-invalid',
      `${script} wrote nothing: ${key} is not what the catalogue says, ${reason}; look at it and repair or remove it`,
      {
        retry: 'never',
        details: { key, reason },
      },
    )
  }
  if (kind === 'fenced') {
    throw new TradingError(
      'lease-lost',
      `${script} wrote nothing: the lease ${key} is held by another process or ran out; stop this one`,
      {
        retry: 'never',
        details: { key },
      },
    )
  }
  return outcome
}
