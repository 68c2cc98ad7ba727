import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import type { SourceKey } from '@tradingboost/layout-migrations'
import type { Session } from '../session/session.ts'
import { findSource } from '../define/find-source.ts'
import type { KeyState } from '../ledger/read-source.ts'
import { texts } from '../content/reply.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'

const script = defineScript(
  'forget-old-key',
  `
if redis.call('HGET', KEYS[1], 'epoch') ~= ARGV[1] then return { 'stopped' } end
local kind = redis.call('TYPE', KEYS[2]).ok
if kind == 'none' or kind == ARGV[2] then return { 'changed' } end
redis.call('UNLINK', KEYS[3])
redis.call('HDEL', KEYS[4], KEYS[2])
return { 'forgotten' }
`,
)

type Forgetting = 'forgotten' | 'changed' | 'stopped'

/**
 * Of a key that changes in place and is of the old layout, the ledger entry goes: a program of old wrote it since, or a
 * rollback before this one, and there is nothing to tell it. It has to be of the old layout still, which its type tells,
 * however often it is written meanwhile.
 */
export async function forgetOldKey(
  session: Session,
  source: SourceKey,
  state: KeyState,
): Promise<Forgetting | 'not old'> {
  const { connection, keys, migration, context } = session
  if (!migration.inPlace || state.type === 'none') return 'not old'
  if (state.entry === undefined) return 'forgotten'
  const ours = findSource(migration.to, source.key)?.family.type
  if (ours === undefined || state.type === ours) return 'not old'
  return await connection.run(forget(keys, source.key, context.epoch, ours))
}

function forget(keys: MigrationKeys, key: string, epoch: string, ours: string): ScriptCall<Forgetting> {
  return {
    script,
    keys: [keys.state, key, keys.backupOf(key), keys.refusals],
    args: [epoch, ours],
    read: (reply) => {
      const [kind] = texts(reply, script.name)
      return kind === 'forgotten' || kind === 'changed' ? kind : 'stopped'
    },
  }
}
