import { defineScript, type RedisConnection, type ScriptCall } from '@tradingboost/trading-cache'
import type { SourceKey } from '../define/migration.ts'
import { sideBySide } from '../run/side-by-side.ts'
import { inGroups } from '../source/in-groups.ts'
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

/** So many targets a script: it holds up every other client of the server while it runs. */
const atOnce = 50

/** Looks from keys of the new layout back to the old one; an answer for each at its place. */
export async function originsOf(
  connection: RedisConnection,
  keys: MigrationKeys,
  targets: readonly TargetToExplain[],
): Promise<readonly TargetOrigin[]> {
  // Nearly all come from the first source that they may come from.
  const homes = targets.map(({ key, sources }) => ({ key, sources: sources.slice(0, 1) }))
  const origins = await explain(connection, keys, homes)
  const others = targets.filter(({ sources }, at) => origins[at] !== 'moved' && sources.length > 1)
  const found = await explain(connection, keys, others)
  const better = new Map(others.map(({ key }, at) => [key, found[at]]))
  return targets.map(({ key }, at) => better.get(key) ?? origins[at] ?? 'foreign')
}

async function explain(
  connection: RedisConnection,
  keys: MigrationKeys,
  targets: readonly TargetToExplain[],
): Promise<readonly TargetOrigin[]> {
  const groups = inGroups(targets, atOnce)
  return (await sideBySide(groups, async (group) => await connection.run(explainTargets(keys, group)))).flat()
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
