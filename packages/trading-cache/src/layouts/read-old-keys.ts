import { TradingError } from '@tradingboost/domain'
import { readMembers } from '../connection/read-reply.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import { defineScript } from '../connection/redis-script.ts'
import type { LayoutContent, OldKey } from './old-layout.ts'

const script = defineScript(
  'read-old-keys',
  `
local found = {}
for at, key in ipairs(KEYS) do
  local held = redis.call('TYPE', key).ok
  local pieces = { held }
  if held == 'string' then pieces[2] = redis.call('GET', key) end
  if held == 'hash' then
    for _, text in ipairs(redis.call('HGETALL', key)) do pieces[#pieces + 1] = text end
  end
  found[at] = pieces
end
return found
`,
)

/** What old keys hold at one moment, each at the place of its key; undefined where there is none. */
export async function readOldKeys(
  connection: RedisConnection,
  sources: readonly OldKey[],
): Promise<readonly (LayoutContent | undefined)[]> {
  const keys = sources.map(({ key }) => key)
  return await connection.run({
    script,
    keys,
    args: [],
    read: (reply) =>
      (Array.isArray(reply) ? reply : []).map((pieces, at) => contentOf(keys[at] ?? '', readMembers(pieces))),
  })
}

function contentOf(key: string, [type, ...pieces]: readonly string[]): LayoutContent | undefined {
  switch (type) {
    case 'none':
      return undefined
    case 'string':
      return { type, text: pieces[0] ?? '' }
    case 'hash':
      return {
        type,
        fields: Array.from(
          { length: pieces.length / 2 },
          (_, at) => [pieces[at * 2] ?? '', pieces[at * 2 + 1] ?? ''] as const,
        ),
      }
    case undefined:
    default:
      throw new TradingError(
        'stored-value-invalid',
        `${key} is a ${String(type)}, which no program is known to write there: look at it before the migration goes on`,
        { retry: 'never', details: { key } },
      )
  }
}
