import { defineScript, type RedisCommand, type ScriptCall } from '@tradingboost/trading-cache'
import { sideBySide } from '../concurrency/map-concurrently.ts'
import { readLedgerNames } from '../ledger/ledger-entry.ts'
import type { MoveContext } from '../move/move-context.ts'
import { leastWidth } from '../concurrency/decide-width.ts'
import { inGroups } from '../concurrency/chunk.ts'
import { texts } from '../content/reply.ts'
import type { MigrationKeys } from '../define/migration-keys.ts'
import { lookByStampLua } from './look-by-stamp.lua.ts'

const script = defineScript('look-by-stamp', lookByStampLua)

/** A ledger of more is left to the closer look: no command takes that many arguments from Lua. */
const mostFields = 1_000

/** So many sources a script: it holds up every other client of the server while it runs. */
const atOnce = 4
/** So many ledgers are read in one way there and back. */
const ledgersAtOnce = 16

/**
 * Of these sources, those of which a look at dumps, members and times to live does not say that all is as the ledger noted
 * it: they need a closer look. The others hold what was transformed, and their targets hold what that became.
 */
export async function doubtfulSources(
  { connection, keys, width }: Pick<MoveContext, 'connection' | 'keys' | 'width'>,
  sources: readonly string[],
): Promise<readonly string[]> {
  const lookAt = async (ledgers: readonly NotedSource[]): Promise<readonly string[]> => {
    const outcomes = await connection.run(look(keys, ledgers))
    return ledgers.filter((_ledger, at) => outcomes[at] === '1').map(({ key }) => key)
  }
  // Two groups at a time: the ledgers of the one are read while the other is looked at.
  const same = await sideBySide(
    inGroups(sources, ledgersAtOnce),
    async (group) => {
      const fields = await connection.sendAll(group.map((key) => fieldNames(keys.backupOf(key))))
      const ledgers = group.map((key, at) => ({ key, fields: fields[at] ?? [] }))
      const known = ledgers.filter((ledger) => ledger.fields.length > 0 && ledger.fields.length <= mostFields)
      return (await sideBySide(inGroups(known, atOnce), lookAt, Math.ceil((width ?? leastWidth) / 2))).flat()
    },
    2,
  )
  const known = new Set(same.flat())
  return sources.filter((key) => !known.has(key))
}

/** A source with the names of the fields of its ledger entry. */
interface NotedSource {
  readonly key: string
  readonly fields: readonly string[]
}

const fieldNames = (key: string): RedisCommand<readonly string[]> => ({
  name: 'hkeys',
  keys: [key],
  args: [key],
  read: (reply) => texts(reply, 'hkeys'),
})

function look(keys: MigrationKeys, group: readonly NotedSource[]): ScriptCall<readonly string[]> {
  const [names, args]: [string[], (string | number)[]] = [[], [group.length]]
  for (const { key, fields } of group) {
    const { targets, members } = readLedgerNames(fields)
    const shared = Map.groupBy(members, (member) => member.key)
    names.push(key, keys.backupOf(key), ...targets.toSorted())
    args.push(fields.length, targets.length, shared.size)
    for (const [name, listed] of shared) {
      names.push(name, keys.membersOf(name))
      args.push(listed.length, ...listed.map(({ member }) => member))
    }
  }
  return { script, keys: names, args, read: (reply) => texts(reply, script.name) }
}
