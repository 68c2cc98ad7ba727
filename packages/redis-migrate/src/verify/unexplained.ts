import type { Session } from '../session/session.ts'
import { findSource } from '../define/find-source.ts'
import { forgetRefusal, noteRefusal, refusalsFor } from '../state/refusals.ts'
import { originsOf, type TargetToExplain } from './explain-target.ts'

const reason = 'its source stands and does not say it'

/** Puts a key of the new layout on record whose source stands and does not say it. */
export async function noteUnexplained({ connection, keys }: Session, key: string): Promise<void> {
  await noteRefusal(connection, keys, { key, kind: 'conflict', reason })
}

/** Takes all of them off the record: they are about to be looked for anew. */
export async function forgetUnexplained({ connection, keys }: Session): Promise<void> {
  for await (const { key } of refusalsFor(connection, keys, reason)) await forgetRefusal(connection, keys, key)
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
