import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import type { SourceKey } from '../define/migration.ts'
import { texts } from '../source/reply.ts'
import type { MigrationKeys } from '../state/migration-keys.ts'

/** Where a target comes from: a source whose ledger names it, a source that stands and does not, or none at all. */
export type TargetOrigin = 'moved' | 'unexplained' | 'foreign'

const script = defineScript(
  'explain-target',
  `
if redis.call('EXISTS', KEYS[1]) == 0 then return { 'moved' } end
local stands = false
for at = 2, #KEYS, 2 do
  if redis.call('HEXISTS', KEYS[at + 1], 't ' .. KEYS[1]) == 1 then return { 'moved' } end
  if redis.call('EXISTS', KEYS[at]) == 1 then stands = true end
end
return { stands and 'unexplained' or 'foreign' }
`,
)

/** Looks from a key of the new layout back to the old one. */
export function explainTarget(
  keys: MigrationKeys,
  target: string,
  sources: readonly SourceKey[],
): ScriptCall<TargetOrigin> {
  return {
    script,
    keys: [target, ...sources.flatMap(({ key }) => [key, keys.backupOf(key)])],
    args: [],
    read: (reply) => {
      const [origin] = texts(reply, script.name)
      return origin === 'moved' || origin === 'unexplained' ? origin : 'foreign'
    },
  }
}
