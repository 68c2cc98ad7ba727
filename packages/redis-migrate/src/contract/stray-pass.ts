import { isSettled } from '../ledger/is-settled.ts'
import type { Session } from '../run/session.ts'
import { sideBySide } from '../run/side-by-side.ts'
import { moveSource } from '../settle/move-source.ts'
import { transformState } from '../settle/transform-state.ts'
import { anyStands } from '../source/any-stands.ts'
import { findSource } from '../source/find-source.ts'
import { scanGlob } from '../source/old-prefixes.ts'
import { readSource } from '../source/read-source.ts'
import { scanKeys } from '../source/scan-keys.ts'
import { noteRefusal } from '../state/refusals.ts'
import { saysNow } from '../verify/says-now.ts'
import { lateReason } from './contract-pass.ts'
import { removeSource } from './remove-source.ts'

/** Old keys that programs of old wrote when the old layout was to be gone: moved and removed, or left and named. */
export interface StrayReport {
  readonly moved: number
  readonly left: readonly string[]
}

/**
 * Looks for keys of the old layout that no ledger entry is about to remove. One of which the new layout knows nothing, and
 * never knew, is moved and removed; one that says what the new layout says is removed; any other stays and is named, for the
 * new layout has gone on since.
 */
export async function strayPass(session: Session, retentionMs: number): Promise<StrayReport> {
  const { connection, migration, scope } = session
  const left: string[] = []
  let moved = 0
  // There are hardly any: large steps go through the other keys faster.
  for await (const page of scanKeys(connection, scanGlob(migration.from), { count: 1_000 })) {
    const found = [...new Set(page.keys)].filter((key) => findSource(migration.from, key, scope) !== undefined)
    await sideBySide(found, async (key) => {
      const outcome = await settleStray(session, key, retentionMs)
      if (outcome === 'moved') moved += 1
      if (outcome === 'left') left.push(key)
    })
    await session.checkpoint({}, 0)
  }
  const { counters } = session.state
  if (moved > 0) {
    const set = { moved: String(counters.moved + moved), removed: String(counters.removed + moved) }
    await session.change({ set, audit: { event: 'strays', moved, left: left.length } })
  }
  return { moved, left: left.toSorted() }
}

const reason = 'it was written after the old keys were to be gone, and the new layout says otherwise'

async function settleStray(session: Session, key: string, retentionMs: number): Promise<'moved' | 'left' | 'stays'> {
  const { connection, migration, keys, options, scope, context } = session
  const state = await connection.run(readSource(keys, key))
  const source = findSource(migration.from, key, scope, state.type)
  if (source === undefined || state.type === 'none') return 'stays'
  const becomes = transformState(migration, source, state, options)
  if (becomes.kind === 'stays') return 'stays'
  if (state.entry !== undefined && state.entry.removedAt === undefined) {
    // Left by the removal of a moment ago; or a runner moved it, and died before it removed it.
    if (isSettled(state, key) && (await removeStray(session, key, retentionMs))) return 'moved'
    await noteRefusal(connection, keys, { key, kind: 'conflict', reason: lateReason })
    return 'left'
  }
  if (becomes.kind === 'refused') {
    await noteRefusal(connection, keys, { key, kind: 'refused', reason: becomes.reason })
    return 'left'
  }
  const targets = becomes.keys.map((target) => target.key)
  const isKnown = state.entry !== undefined || (!migration.inPlace && (await anyStands(connection, targets)))
  const { kind } = await moveSource(isKnown ? { ...context, adoptsOnly: true } : context, key)
  const isSaid = kind === 'moved' || kind === 'adopted' || (kind === 'unchanged' && (await saysNow(context, key)))
  if (isSaid && (await removeStray(session, key, retentionMs))) return 'moved'
  await noteRefusal(connection, keys, { key, kind: 'conflict', reason })
  return 'left'
}

async function removeStray(session: Session, key: string, retentionMs: number): Promise<boolean> {
  const { connection, migration, keys, context, clock } = session
  const state = await connection.run(readSource(keys, key, { unknownOnly: true }))
  if (!isSettled(state, key)) return false
  const { inPlace } = migration
  const removal = { key, state, epoch: context.epoch, at: clock.now(), retentionMs, inPlace }
  return (await connection.run(removeSource(keys, removal))) === 'removed'
}
