import { isSettled } from '../ledger/is-settled.ts'
import type { Session } from '../session/session.ts'
import { sideBySide } from '../concurrency/map-concurrently.ts'
import { moveSource } from '../move/move-source.ts'
import { transformState } from '../move/transform-state.ts'
import { findSource, sourcesAmong } from '../define/find-source.ts'
import { readSource } from '../ledger/read-source.ts'
import { noteRefusal } from '../state/refusals.ts'
import { saysNow } from '../move/says-now.ts'
import { lateReason, strayReason } from './late-reason.ts'
import { reasonAgainst } from './reason-against.ts'
import { removeSource } from './remove-source.ts'

/**
 * What becomes of an old key: moved for the first time and removed, removed once it was moved, left and named, or no matter
 * of the migration.
 */
type Settled = 'moved' | 'removed' | 'left' | 'stays'

/**
 * Looks for keys of the old layout that no ledger entry is about to remove, and returns how many went. One of which the new
 * layout knows nothing, and never knew, is moved and removed; one that says what the new layout says is removed; any other
 * stays and is named, for the new layout has gone on since.
 *
 * That it knew is told by the ledger entry, which lasts as long as the backup, by a target that stands, and by the keys that
 * the migration names by `knownBy`. What none of these tells of any more is taken for new.
 */
export async function strayPass(session: Session, retentionMs: number): Promise<number> {
  const { migration, scope, names } = session
  const counts = { moved: 0, removed: 0, left: 0, stays: 0 }
  for await (const page of names.pages('source')) {
    const found = sourcesAmong(migration.from, page.keys, scope)
    await sideBySide(found, async (key) => {
      counts[await settleStray(session, key, retentionMs)] += 1
    })
    await session.checkpoint({})
  }
  const { moved, removed, left } = counts
  if (moved + removed + left > 0) {
    const set = { moved: String(session.state.counters.moved + moved) }
    await session.change({ set, audit: { event: 'strays', moved, removed, left } })
  }
  return moved + removed
}

async function settleStray(session: Session, key: string, retentionMs: number): Promise<Settled> {
  const { connection, migration, keys, options, scope, context } = session
  const state = await connection.run(readSource(keys, key))
  const source = findSource(migration.from, key, scope, state.type)
  if (source === undefined || state.type === 'none') return 'stays'
  const becomes = transformState(migration, source, state, options)
  if (becomes.kind === 'stays') return 'stays'
  const { entry } = state
  if (entry !== undefined && entry.removedAt === undefined) {
    // Left by the removal of a moment ago; or a runner moved it, and died before it removed it.
    if (isSettled(state, key) && (await removeStray(session, key, retentionMs))) return 'removed'
    return await leave(session, key, lateReason)
  }
  if (becomes.kind === 'refused') {
    await noteRefusal(connection, keys, { key, kind: 'refused', reason: becomes.reason })
    return 'left'
  }
  const against = entry === undefined ? await reasonAgainst(session, becomes.keys) : strayReason
  const { kind } = await moveSource(against === undefined ? context : { ...context, adoptsOnly: true }, key)
  if (kind === 'gone' || kind === 'stays') return 'stays'
  const isSaid = kind === 'moved' || kind === 'adopted' || (kind === 'unchanged' && (await saysNow(context, key)))
  if (isSaid && (await removeStray(session, key, retentionMs))) return entry === undefined ? 'moved' : 'removed'
  // What the move itself found against a key that nobody knew of is on record already.
  const isNoted = kind === 'stopped' || (against === undefined && (kind === 'conflict' || kind === 'refused'))
  return isNoted ? 'left' : await leave(session, key, against ?? lateReason)
}

async function leave({ connection, keys }: Session, key: string, reason: string): Promise<'left'> {
  await noteRefusal(connection, keys, { key, kind: 'conflict', reason })
  return 'left'
}

async function removeStray(session: Session, key: string, retentionMs: number): Promise<boolean> {
  const { connection, migration, keys, context, clock } = session
  const state = await connection.run(readSource(keys, key, { unknownOnly: true }))
  if (!isSettled(state, key)) return false
  const { epoch } = context
  const removal = { key, state, epoch, at: clock.now(), retentionMs, keepsKey: migration.inPlace }
  return (await connection.run(removeSource(keys, removal))) === 'removed'
}
