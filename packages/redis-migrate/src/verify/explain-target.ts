import { defineScript, type RedisCommand, type RedisConnection, type ScriptCall } from '@tradingboost/trading-cache'
import type { SourceKey } from '../define/migration.ts'
import { texts } from '../source/reply.ts'
import type { MigrationKeys } from '../state/migration-keys.ts'

/** Where a target comes from: a source whose ledger names it, a source that stands and does not, or none at all. */
export type TargetOrigin = 'moved' | 'unexplained' | 'foreign'

/** A key of the new layout with the old keys that it may come from. */
export interface TargetToExplain {
  readonly key: string
  readonly sources: readonly SourceKey[]
}

const script = defineScript(
  'explain-targets',
  `
local origins = {}
local at = 1
for target = 1, #ARGV do
  local key = KEYS[at]
  local origin = 'foreign'
  if redis.call('EXISTS', key) == 0 then origin = 'moved' end
  for pair = at + 1, at + 2 * tonumber(ARGV[target]), 2 do
    if origin == 'moved' then break end
    if redis.call('HEXISTS', KEYS[pair + 1], 't ' .. key) == 1 then origin = 'moved'
    elseif redis.call('EXISTS', KEYS[pair]) == 1 then origin = 'unexplained' end
  end
  origins[target] = origin
  at = at + 1 + 2 * tonumber(ARGV[target])
end
return origins
`,
)

/** Looks from keys of the new layout back to the old one; an answer for each at its place. A few dozen at a time. */
export async function originsOf(
  connection: RedisConnection,
  keys: MigrationKeys,
  targets: readonly TargetToExplain[],
): Promise<readonly TargetOrigin[]> {
  // Nearly all come from the first source that they may come from: asked by itself, without a script.
  const isHome = await connection.sendAll(targets.map(isNamedByHome(keys)))
  const others = targets.filter((_target, at) => isHome[at] !== true)
  const found = others.length === 0 ? [] : await connection.run(explainTargets(keys, others))
  const origins = new Map(others.map(({ key }, at) => [key, found[at]]))
  return targets.map(({ key }) => origins.get(key) ?? 'moved')
}

const isNamedByHome =
  (keys: MigrationKeys) =>
  ({ key, sources: [home] }: TargetToExplain): RedisCommand<boolean> => {
    const backup = keys.backupOf(home?.key ?? '')
    return { name: 'hexists', keys: [backup], args: [backup, `t ${key}`], read: (reply) => reply === 1 }
  }

function explainTargets(keys: MigrationKeys, targets: readonly TargetToExplain[]): ScriptCall<readonly TargetOrigin[]> {
  // Targets of one account share their sources.
  const backups = new Map<string, string>()
  const backupOf = (key: string): string => {
    const backup = backups.get(key) ?? keys.backupOf(key)
    backups.set(key, backup)
    return backup
  }
  return {
    script,
    keys: targets.flatMap(({ key, sources }) => [
      key,
      ...sources.flatMap((source) => [source.key, backupOf(source.key)]),
    ]),
    args: targets.map(({ sources }) => sources.length),
    read: (reply) =>
      texts(reply, script.name).map((origin) => (origin === 'moved' || origin === 'unexplained' ? origin : 'foreign')),
  }
}
