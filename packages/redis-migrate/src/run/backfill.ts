import { sourcesAmong } from '../define/find-source.ts'
import { inGroups } from '../concurrency/chunk.ts'
import { moveKeys } from '../move/move-keys.ts'
import type { Session } from '../session/session.ts'

/** What happens beside the look at every key. */
interface BackfillHooks {
  readonly onBusy: (key: string) => void
  readonly betweenPages: () => Promise<void>
}

/** Looks at every source key once, from the cursor on; a checkpoint a page. */
export async function backfill(session: Session, { onBusy, betweenPages }: BackfillHooks): Promise<void> {
  const { migration, scope, names, state } = session
  let { moved } = state.counters
  // From the start each key is looked at again.
  let done = state.cursor === '0' ? 0 : state.counters.done
  if (state.place === 'scanned') return
  for await (const { next, isLast, keys } of names.pages('source', state.cursor)) {
    const sources = sourcesAmong(migration.from, keys, scope)
    for (const portion of inGroups(sources, session.portion)) {
      const counts = await moveKeys(session.context, portion, onBusy)
      moved += counts.moved + counts.adopted
      await session.pace(portion.length)
    }
    done += sources.length
    const place = isLast ? { place: 'scanned' } : {}
    await session.checkpoint({ cursor: next, done: String(done), moved: String(moved), ...place })
    await betweenPages()
  }
}
