import type { DirtyFeed } from '../feed/open-feed.ts'
import type { DirtySet } from '../feed/dirty-set.ts'
import { sourcesAmong } from '../define/find-source.ts'
import { oldPrefixes } from '../define/old-prefixes.ts'
import { scanKeys } from '../content/scan-keys.ts'
import { moveKeys } from '../move/move-keys.ts'
import type { Session } from '../session/session.ts'

/** The foreign writes of one run: what tells of them, and what has yet to be looked at. */
export interface ForeignWrites {
  readonly feed: DirtyFeed
  readonly dirty: DirtySet
}

const chunk = 200

/**
 * Moves what changed since it was looked at, at most so many rounds: a writer faster than the copier would make it endless.
 * After a gap the prefixes are scanned. Returns how many keys are dirty still.
 */
export async function drain(session: Session, { feed, dirty }: ForeignWrites, rounds: number): Promise<number> {
  for (let round = 0; round < rounds; round += 1) {
    await feed.barrier()
    if (feed.takeGaps() > 0) await rescan(session, dirty)
    const keys = sourcesAmong(session.migration.from, dirty.take(), session.scope)
    if (keys.length === 0) return dirty.size
    for (let at = 0; at < keys.length; at += chunk) {
      await moveKeys(session.context, keys.slice(at, at + chunk), (key) => dirty.add(key))
      await session.checkpoint({})
    }
  }
  return dirty.size
}

/** Looks at every key under the prefixes again, and at every ledger entry, for keys that went meanwhile. */
export async function rescan(session: Session, dirty: DirtySet): Promise<void> {
  const { connection, migration, scope, keys } = session
  const onBusy = (key: string): void => dirty.add(key)
  for (const prefix of oldPrefixes(migration.from, scope)) {
    for await (const page of scanKeys(connection, `${escapeGlob(prefix)}*`)) {
      const sources = sourcesAmong(migration.from, page.keys, scope)
      await moveKeys(session.context, sources, onBusy)
      await session.checkpoint({})
    }
  }
  for await (const page of scanKeys(connection, keys.backupGlob)) {
    const sources = page.keys.flatMap((backup) => keys.backedUp(backup) ?? [])
    await moveKeys(session.context, sources, onBusy)
    await session.checkpoint({})
  }
}

const escapeGlob = (text: string): string => text.replaceAll(/[*?[\]\\]/g, String.raw`\$&`)
