import { sourcesAmong } from '../define/find-source.ts'
import { inGroups } from '../concurrency/chunk.ts'
import { scanGlob } from '../define/old-prefixes.ts'
import { scanKeys } from '../content/scan-keys.ts'
import { moveKeys } from '../move/move-keys.ts'
import type { Session } from '../session/session.ts'

/** What happens beside the look at every key. */
interface BackfillHooks {
  readonly onBusy: (key: string) => void
  readonly betweenPages: () => Promise<void>
}

/** Looks at every source key once, from the cursor on; a checkpoint a page. */
export async function backfill(session: Session, { onBusy, betweenPages }: BackfillHooks): Promise<void> {
  const { connection, migration, scope } = session
  let { done, moved } = session.state.counters
  if (session.state.place === 'scanned') return
  for await (const { next, keys } of scanKeys(connection, scanGlob(migration.from), session.state.cursor)) {
    const sources = sourcesAmong(migration.from, keys, scope)
    for (const portion of inGroups(sources, session.portion)) {
      const counts = await moveKeys(session.context, portion, onBusy)
      moved += counts.moved + counts.adopted
      await session.pace(portion.length)
    }
    done += sources.length
    const place = next === '0' ? { place: 'scanned' } : {}
    await session.checkpoint({ cursor: next, done: String(done), moved: String(moved), ...place })
    await betweenPages()
  }
}
