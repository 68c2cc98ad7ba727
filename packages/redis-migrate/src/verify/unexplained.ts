import type { Session } from '../run/session.ts'
import { findSource } from '../source/find-source.ts'
import { forgetRefusal, noteRefusal, refusalsFor } from '../state/refusals.ts'
import { originsOf, type TargetToExplain } from './explain-target.ts'

const reason = 'its source stands and does not say it'

/** Puts on record the keys of the new layout whose source stands and does not say them, in place of those of before. */
export async function noteUnexplained(session: Session, found: readonly string[]): Promise<void> {
  const { connection, keys } = session
  for await (const { key } of refusalsFor(connection, keys, reason)) await forgetRefusal(connection, keys, key)
  for (const key of found) await noteRefusal(connection, keys, { key, kind: 'conflict', reason })
}

/** Takes those off the record whose source says them by now: it was moved again since it was looked at. */
export async function forgetExplained({ connection, keys, migration, options }: Session): Promise<void> {
  const targets: TargetToExplain[] = []
  for await (const { key } of refusalsFor(connection, keys, reason)) {
    const target = findSource(migration.to, key)
    targets.push({ key, sources: target === undefined ? [] : migration.sourcesOf(target, options) })
  }
  const origins = await originsOf(connection, keys, targets)
  for (const [at, { key }] of targets.entries()) {
    if (origins[at] !== 'unexplained') await forgetRefusal(connection, keys, key)
  }
}
