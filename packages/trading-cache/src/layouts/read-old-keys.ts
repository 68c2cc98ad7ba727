import { readMembers } from '../connection/read-reply.ts'
import type { RedisConnection } from '../connection/redis-connection.ts'
import { defineScript } from '../connection/redis-script.ts'
import type { KeyContent, SourceKey } from '@tradingboost/layout-migrations'

const script = defineScript(
  'read-old-keys',
  `
local found = {}
for at, key in ipairs(KEYS) do
  local held = redis.call('TYPE', key).ok
  local pieces = { held, tostring(redis.call('PTTL', key)) }
  if held == 'string' then pieces[3] = redis.call('GET', key) end
  if held == 'hash' then
    for _, text in ipairs(redis.call('HGETALL', key)) do pieces[#pieces + 1] = text end
  end
  found[at] = pieces
end
return found
`,
)

/** What an old key holds, and what remains of its time in milliseconds; undefined where it does not end. */
export type OldKeyState =
  | { readonly kind: 'none' }
  | { readonly kind: 'held'; readonly content: KeyContent; readonly ttlMs: number | undefined }
  /** Of a type that no program is known to write there. */
  | { readonly kind: 'strange'; readonly type: string }

/** What old keys hold at one moment, each at the place of its key. */
export async function readOldKeys(
  connection: RedisConnection,
  sources: readonly SourceKey[],
): Promise<readonly OldKeyState[]> {
  const keys = sources.map(({ key }) => key)
  return await connection.run({
    script,
    keys,
    args: [],
    read: (reply) => (Array.isArray(reply) ? reply : []).map((pieces) => stateOf(readMembers(pieces))),
  })
}

function stateOf([type = 'none', ttl = '', ...pieces]: readonly string[]): OldKeyState {
  if (type === 'none') return { kind: 'none' }
  const content = contentOf(type, pieces)
  if (content === undefined) return { kind: 'strange', type }
  return { kind: 'held', content, ttlMs: Number(ttl) >= 0 ? Number(ttl) : undefined }
}

function contentOf(type: string, pieces: readonly string[]): KeyContent | undefined {
  if (type === 'string') return { type, text: pieces[0] ?? '' }
  if (type !== 'hash') return undefined
  const pairs = Array.from(
    { length: pieces.length / 2 },
    (_, at) => [pieces[at * 2] ?? '', pieces[at * 2 + 1] ?? ''] as const,
  )
  return { type, fields: pairs }
}
