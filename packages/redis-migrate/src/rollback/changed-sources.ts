import { defineScript, type ScriptCall } from '@tradingboost/trading-cache'
import type { SourceKey } from '@tradingboost/layout-migrations'
import type { LedgerEntry } from '../ledger/ledger-entry.ts'
import { sideBySide } from '../concurrency/map-concurrently.ts'
import type { Session } from '../session/session.ts'
import { digestLua } from '../content/digest.lua.ts'
import { findSource } from '../define/find-source.ts'
import { savedTargets } from './saved-targets.ts'
import { readSource } from '../ledger/read-source.ts'
import { texts } from '../content/reply.ts'
import { originsOf } from '../verify/explain-target.ts'

const script = defineScript(
  'targets-changed',
  `${digestLua}
-- KEYS: saved, then targets. ARGV: which changes count, all or only those of targets that our programs recorded; digests.
for at = 2, #KEYS do
  local counts = ARGV[1] == 'all' or redis.call('HEXISTS', KEYS[1], KEYS[at]) == 1
  if counts and digest_of(KEYS[at]) ~= ARGV[at] then return { 'yes' } end
end
return { 'no' }
`,
)

/** What a rollback writes back to the legacy layout, and what it leaves. */
export interface ChangedSources {
  /** By key. They are as many as were written since the cut-over, and are held in memory. */
  readonly changed: ReadonlyMap<string, ChangedSource>
  /** Sources that the migration left, of which one of our programs wrote a target: they are never written. */
  readonly left: readonly string[]
}

/**
 * Sources with targets that changed since the ledger entry was made, and those of targets that no ledger entry names. Where
 * our programs record what they write, only recorded targets count: any other change was made by somebody else.
 */
export async function changedSources(session: Session): Promise<ChangedSources> {
  const { connection, migration, keys, options, scope, names } = session
  const changed = new Map<string, { readonly source: SourceKey; readonly targets: Set<string> }>()
  const left = new Set<string>()
  const note = (source: SourceKey, target?: string): void => {
    const known = changed.get(source.key) ?? { source, targets: new Set<string>() }
    changed.set(source.key, known)
    if (target !== undefined) known.targets.add(target)
  }
  await names.look(['backup'], async () => await session.checkpoint({}))
  for await (const page of names.pages('backup')) {
    await sideBySide(page.keys, async (backup) => {
      const source = findSource(migration.from, keys.backedUp(backup) ?? '', scope)
      if (source === undefined) return
      const { entry } = await connection.run(readSource(keys, source.key, { unknownOnly: true }))
      if (entry !== undefined && (await connection.run(targetsChanged(session, entry)))) note(source)
    })
    await session.checkpoint({})
  }
  // A key that was of its new type from the start has nothing to be told back.
  if (migration.inPlace) return { changed, left: [] }
  for await (const saved of savedTargets(connection, keys)) {
    const targets = saved.flatMap((key) => {
      const found = findSource(migration.to, key, scope)
      const sources = found === undefined ? [] : migration.sourcesOf(found, options)
      return sources.length === 0 ? [] : [{ key, sources }]
    })
    const origins = await originsOf(connection, keys, targets)
    await Promise.all(
      targets
        .filter((_target, at) => origins[at] !== 'moved')
        .map(async ({ key, sources }) => {
          for (const source of await standing(session, sources)) {
            if (await isLeft(session, source.key)) left.add(source.key)
            else note(source, key)
          }
        }),
    )
    await session.checkpoint({})
  }
  return { changed, left: [...left].toSorted() }
}

export interface ChangedSource {
  readonly source: SourceKey
  /** Keys of the new layout that come from it and that its ledger does not name. */
  readonly targets: ReadonlySet<string>
}

/** Whether the migration left a source: it is on record as refused or in conflict, and no ledger entry names its targets. */
async function isLeft({ connection, keys }: Session, key: string): Promise<boolean> {
  const backup = keys.backupOf(key)
  const [isOnRecord, isMoved] = await connection.sendAll([
    { name: 'hexists', keys: [keys.refusals], args: [keys.refusals, key], read: (reply) => reply === 1 },
    { name: 'exists', keys: [backup], args: [backup], read: (reply) => reply === 1 },
  ])
  return isOnRecord && !isMoved
}

/** Of the sources that a target may come from, those that stand; all where none does: each knows whether it is meant. */
async function standing({ connection }: Session, sources: readonly SourceKey[]): Promise<readonly SourceKey[]> {
  const found = await Promise.all(
    sources.map(async ({ key }) => await connection.send({ name: 'exists', keys: [key], args: [key], read: Number })),
  )
  const standing = sources.filter((_source, at) => found[at] === 1)
  return standing.length > 0 ? standing : sources
}

function targetsChanged({ keys, migration }: Session, { targets }: LedgerEntry): ScriptCall<boolean> {
  return {
    script,
    keys: [keys.saved, ...targets.map(({ key }) => key)],
    args: [migration.isNoted === true ? 'recorded' : 'all', ...targets.map(({ digest }) => digest)],
    read: (reply) => texts(reply, script.name)[0] === 'yes',
  }
}
