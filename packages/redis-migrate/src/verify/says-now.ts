import { redisTypes } from '@tradingboost/redis-keys'
import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import type { KeyContent } from '../define/key-content.ts'
import { isSettled } from '../ledger/is-settled.ts'
import type { MoveContext } from '../settle/move-context.ts'
import { saysSource, transformState } from '../settle/transform-state.ts'
import { contentOfPieces } from '../source/content-of-pieces.ts'
import { digestLua } from '../source/digest.lua.ts'
import { findSource } from '../source/find-source.ts'
import { readSource } from '../source/read-source.ts'
import { list, texts } from '../source/reply.ts'
import { sameContent } from './same-content.ts'

const script = defineScript(
  'read-together',
  `${digestLua}
local found = {}
for at, key in ipairs(KEYS) do
  local kind = redis.call('TYPE', key).ok
  local pieces = { kind }
  for _, piece in ipairs(pieces_of(key, kind) or {}) do pieces[#pieces + 1] = piece end
  found[at] = pieces
end
return found
`,
)

const looks = 20

/**
 * Whether a source and its targets, read at one moment, say the same: then whoever writes it writes both layouts, however
 * often. A source that changes faster than it can be looked at does not count as such.
 */
export async function saysNow(context: MoveContext, key: string): Promise<boolean> {
  const { connection, keys, migration, scope, options } = context
  for (let look = 0; look < looks; look += 1) {
    const state = await connection.run(readSource(keys, key))
    const source = findSource(migration.from, key, scope, state.type)
    if (source === undefined || state.content === undefined) {
      return state.type === 'none' && (state.entry === undefined || isSettled(state, key))
    }
    const becomes = transformState(migration, source, state, options)
    if (becomes.kind !== 'moves') return true
    const [held, ...contents] = await connection.run(readTogether([key, ...becomes.keys.map((target) => target.key)]))
    if (held === undefined || !sameContent(held, state.content)) continue
    const standing = becomes.keys.flatMap((target, at) => {
      const content = contents[at]
      return content === undefined ? [] : [{ ...target, content }]
    })
    return standing.length === becomes.keys.length && saysSource(context, source, state, standing)
  }
  return false
}

/** What keys hold at one moment, each at the place of its key; undefined where there is none. */
export function readTogether(keys: readonly string[]): ScriptCall<readonly (KeyContent | undefined)[]> {
  return {
    script,
    keys,
    args: [],
    read: (reply) =>
      list(reply, script.name).map((found) => {
        const [type, ...pieces] = texts(found, script.name)
        const known = redisTypes.find((one) => one === type)
        return known === undefined ? undefined : contentOfPieces(known, pieces)
      }),
  }
}
