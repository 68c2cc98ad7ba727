import type { SourceKey } from '@tradingboost/layout-migrations'
import type { Session } from '../session/session.ts'
import { sideBySide } from '../concurrency/map-concurrently.ts'
import { findSource } from '../define/find-source.ts'
import { inGroups } from '../concurrency/chunk.ts'
import { originsOf } from './explain-target.ts'
import { forgetUnexplained, noteUnexplained } from './unexplained.ts'
import { nameIn, type VerifyTally } from './verify-report.ts'
import { verifySource } from './verify-source.ts'

/** To look up so many names costs a server less than to move a key. */
const namesAKey = 50
/** A quarter of the width: the sources that are looked at meanwhile keep theirs. */
const shareOfWidth = 0.25

/** Looks at every key of the new layout, and tells which come from no source and which from one that does not say them. */
export async function verifyTargets(session: Session, report: VerifyTally, over: AbortSignal): Promise<void> {
  const { migration, names } = session
  if (migration.inPlace) return
  await forgetUnexplained(session)
  for await (const page of names.pages('target')) {
    for (const portion of inGroups(page.keys, session.portion * namesAKey)) {
      over.throwIfAborted()
      const width = Math.ceil((session.context.width ?? 1) * shareOfWidth)
      await sideBySide(inGroups(portion, namesAKey), async (group) => await explain(session, group, report), width)
      await session.pace(portion.length / namesAKey)
    }
    await session.checkpoint({})
  }
}

async function explain(session: Session, names: readonly string[], report: VerifyTally): Promise<void> {
  const { connection, keys, migration, options, scope } = session
  const targets = names.flatMap((key) => {
    const found = findSource(migration.to, key, scope)
    // An index or a history comes from no source of its own.
    const sources = found === undefined ? [] : migration.sourcesOf(found, options)
    return sources.length === 0 ? [] : [{ key, sources }]
  })
  const origins = await originsOf(connection, keys, targets)
  for (const [at, { key, sources }] of targets.entries()) {
    if (origins[at] === 'foreign') report.foreign += 1
    if (origins[at] !== 'unexplained' || (await isExplained(session, key, sources))) continue
    await noteUnexplained(session, key)
    nameIn(report.unexplained, key)
  }
}

/** A source that changed just now says more than its ledger does: it is looked at first. */
async function isExplained(session: Session, key: string, sources: readonly SourceKey[]): Promise<boolean> {
  for (const source of sources) await verifySource(session.context, source.key)
  const [origin] = await originsOf(session.connection, session.keys, [{ key, sources }])
  return origin !== 'unexplained'
}
