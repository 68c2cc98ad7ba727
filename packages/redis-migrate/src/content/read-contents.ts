import { redisTypes } from '@tradingboost/redis-keys'
import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import type { KeyContent } from '@tradingboost/layout-migrations'
import { contentOfPieces } from './content-of-pieces.ts'
import { digestLua } from './digest.lua.ts'
import { list, texts } from './reply.ts'

const script = defineScript(
  'read-contents',
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

/** What keys hold at one moment, each at the place of its key; undefined where there is none. */
export function readContents(keys: readonly string[]): ScriptCall<readonly (KeyContent | undefined)[]> {
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
