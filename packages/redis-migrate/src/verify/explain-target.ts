import { defineScript, type RedisCommand, type RedisConnection, type ScriptCall } from '@tradingboost/trading-cache'
import type { SourceKey } from '@tradingboost/layout-migrations'
import { sideBySide } from '../concurrency/map-concurrently.ts'
import { inGroups } from '../concurrency/chunk.ts'
import { texts } from '../content/reply.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'

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

/** So many targets a question: it holds up every other client of the server while it is answered. */
const atOnce = 50

/** Looks from keys of the new layout back to the old one; an answer for each at its place. */
export async function originsOf(
  connection: RedisConnection,
  keys: MigrationKeys,
  targets: readonly TargetToExplain[],
): Promise<readonly TargetOrigin[]> {
  const origins = await sideBySide(
    inGroups(targets, atOnce),
    async (group) => await explainGroup(connection, keys, group),
    1,
  )
  return origins.flat()
}

async function explainGroup(
  connection: RedisConnection,
  keys: MigrationKeys,
  targets: readonly TargetToExplain[],
): Promise<readonly TargetOrigin[]> {
  // Nearly all come from the first source that they may come from: asked by itself, without a script.
  const asked = targets.flatMap(({ key, sources: [home] }) => (home === undefined ? [] : [{ key, home }]))
  const answers = await connection.sendAll(asked.map(({ key, home }) => isNamedBy(keys.backupOf(home.key), key)))
  const moved = new Set(asked.filter((_one, at) => answers[at] === true).map(({ key }) => key))
  const others = targets.filter(({ key }) => !moved.has(key))
  const found = others.length === 0 ? [] : await connection.run(explainTargets(keys, others))
  const origins = new Map(others.map(({ key }, at) => [key, found[at]]))
  return targets.map(({ key }) => origins.get(key) ?? 'moved')
}

const isNamedBy = (backup: string, target: string): RedisCommand<boolean> => ({
  name: 'hexists',
  keys: [backup],
  args: [backup, `t ${target}`],
  read: (reply) => reply === 1,
})

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
