import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import { digestLua } from '../content/digest.lua.ts'
import type { KeyState } from '../ledger/read-source.ts'
import { texts } from '../content/reply.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'

const script = defineScript(
  'remove-source',
  `${digestLua}
local plan = cjson.decode(ARGV[1])
if redis.call('HGET', KEYS[1], 'epoch') ~= plan.epoch then return { 'stopped' } end
if digest_of(KEYS[2]) ~= plan.source then return { 'changed' } end
if redis.call('HGET', KEYS[3], 'revision') ~= plan.revision then return { 'changed' } end
if not plan.keepsKey then
  redis.call('HSET', KEYS[3], 'dump', redis.call('DUMP', KEYS[2]), 'expiresAt', tostring(redis.call('PEXPIRETIME', KEYS[2])))
  redis.call('UNLINK', KEYS[2])
end
-- One that came back after it was removed is counted already: 1 is a field that was not there.
local added = redis.call('HSET', KEYS[3], 'removedAt', plan.at)
redis.call('PEXPIRE', KEYS[3], plan.retentionMs)
redis.call('HDEL', KEYS[4], KEYS[2])
local count = tonumber(redis.call('HGET', KEYS[1], 'removed') or '0') + added
redis.call('HSET', KEYS[1], 'removed', string.format('%d', count), 'backupsUntil', plan.backupsUntil)
return { 'removed' }
`,
)

/** How the removal of one source is to go. */
export interface Removal {
  readonly key: string
  readonly state: KeyState
  readonly epoch: string
  /** Epoch milliseconds. */
  readonly at: number
  /** How long the backup stays. */
  readonly retentionMs: number
  /** Whether the key is left as it is, with the backup there is: it is its own target, or stands no more. */
  readonly keepsKey: boolean
}

/**
 * Takes the last backup of a source and removes it in one step, only if it still says what its targets say. The state
 * counts it once, however often it comes back, and tells until when the backup stays.
 */
export function removeSource(keys: MigrationKeys, removal: Removal): ScriptCall<'removed' | 'changed' | 'stopped'> {
  const { key, state, epoch, at, retentionMs, keepsKey } = removal
  const plan = {
    epoch,
    source: state.digest,
    revision: state.entry?.revision ?? '',
    at: String(at),
    retentionMs: String(retentionMs),
    backupsUntil: String(at + retentionMs),
    keepsKey,
  }
  return {
    script,
    keys: [keys.state, key, keys.backupOf(key), keys.refusals],
    args: [JSON.stringify(plan)],
    read: (reply) => {
      const [kind] = texts(reply, script.name)
      return kind === 'removed' || kind === 'changed' ? kind : 'stopped'
    },
  }
}
