import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import type { KeyContent } from '@tradingboost/layout-migrations'
import { piecesOfContent } from '../content/content-of-pieces.ts'
import { digestLua } from '../content/digest.lua.ts'
import { texts } from '../content/reply.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'

const script = defineScript(
  'write-source',
  `${digestLua}
local plan = cjson.decode(ARGV[1])
local writing = { string = 'SET', hash = 'HSET', set = 'SADD', zset = 'ZADD', list = 'RPUSH' }
if redis.call('HGET', KEYS[1], 'epoch') ~= plan.epoch then return { 'stopped' } end
if digest_of(KEYS[2]) ~= plan.source then return { 'changed' } end
for at, seen in ipairs(plan.seen) do
  if digest_of(KEYS[3 + at]) ~= seen then return { 'changed' } end
end
redis.call('DEL', KEYS[2])
for at = 2, #ARGV, 1000 do
  redis.call(writing[plan.type], KEYS[2], unpack(ARGV, at, math.min(at + 999, #ARGV)))
end
if #ARGV > 1 and tonumber(plan.expiresAt) > 0 then redis.call('PEXPIREAT', KEYS[2], plan.expiresAt) end
if plan.forgets then redis.call('UNLINK', KEYS[3]) end
return { 'written' }
`,
)

/** A source to write, as it was read with the targets that its new content was made of. */
interface SourceToWrite {
  readonly key: string
  readonly digest: string
  readonly epoch: string
  /** Epoch milliseconds; -1 for never. */
  readonly expiresAt: number
  /** Digests of the targets by key, the empty text where there is none. */
  readonly seen: ReadonlyMap<string, string>
  /** Whether its ledger entry goes in the same step: of a key of the old layout there is nothing left to know. */
  readonly forgets: boolean
}

/** Writes a source in the words of the old layout, only if it and its targets are as they were read; no content deletes it. */
export function writeSource(
  keys: MigrationKeys,
  source: SourceToWrite,
  content: KeyContent | undefined,
): ScriptCall<'written' | 'changed' | 'stopped'> {
  const plan = {
    epoch: source.epoch,
    source: source.digest,
    type: content?.type ?? 'string',
    expiresAt: String(source.expiresAt),
    seen: [...source.seen.values()],
    forgets: source.forgets,
  }
  return {
    script,
    keys: [keys.state, source.key, keys.backupOf(source.key), ...source.seen.keys()],
    args: [JSON.stringify(plan), ...(content === undefined ? [] : piecesOfContent(content))],
    read: (reply) => {
      const [kind] = texts(reply, script.name)
      return kind === 'written' || kind === 'changed' ? kind : 'stopped'
    },
  }
}
