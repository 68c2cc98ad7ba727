import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import type { SourceKey } from '../define/migration.ts'
import type { Session } from '../run/session.ts'
import { transformState } from '../settle/transform-state.ts'
import { digestLua } from '../source/digest.lua.ts'
import { findSource } from '../source/find-source.ts'
import type { KeyState } from '../source/read-source.ts'
import { texts } from '../source/reply.ts'
import type { MigrationKeys } from '../state/migration-keys.ts'

const script = defineScript(
  'forget-old-key',
  `${digestLua}
local plan = cjson.decode(ARGV[1])
if redis.call('HGET', KEYS[1], 'epoch') ~= plan.epoch then return { 'stopped' } end
local kind = redis.call('TYPE', KEYS[2]).ok
if kind == 'none' then return { 'changed' } end
if kind == plan.ours and digest_of(KEYS[2]) ~= plan.digest then return { 'changed' } end
redis.call('UNLINK', KEYS[3])
redis.call('HDEL', KEYS[4], KEYS[2])
return { 'forgotten' }
`,
)

type Forgetting = 'forgotten' | 'changed' | 'stopped'

/**
 * Of a key that changes in place and is of the old layout, the ledger entry goes: a program of old wrote it since, or a
 * rollback before this one, and there is nothing to tell it. It has to be of the old layout still: by its type, however often
 * it is written meanwhile, or where both layouts have one type, as it was read.
 */
export async function forgetOldKey(
  session: Session,
  source: SourceKey,
  state: KeyState,
): Promise<Forgetting | 'not old'> {
  const { connection, keys, migration, options, context } = session
  if (!migration.inPlace || state.type === 'none') return 'not old'
  if (state.entry === undefined) return 'forgotten'
  const ours = findSource(migration.to, source.key)?.family.type
  if (state.type === ours) {
    const isOurs = state.content === undefined || transformState(migration, source, state, options).kind === 'stays'
    if (isOurs) return 'not old'
  }
  return await connection.run(forget(keys, source.key, { epoch: context.epoch, digest: state.digest, ours }))
}

function forget(
  keys: MigrationKeys,
  key: string,
  plan: { readonly epoch: string; readonly digest: string; readonly ours: string | undefined },
): ScriptCall<Forgetting> {
  return {
    script,
    keys: [keys.state, key, keys.backupOf(key), keys.refusals],
    args: [JSON.stringify(plan)],
    read: (reply) => {
      const [kind] = texts(reply, script.name)
      return kind === 'forgotten' || kind === 'changed' ? kind : 'stopped'
    },
  }
}
