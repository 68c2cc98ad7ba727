import { isSettled } from '../ledger/is-settled.ts'
import { noteRefusal } from '../state/refusals.ts'
import { sideBySide } from '../concurrency/map-concurrently.ts'
import type { Session } from '../session/session.ts'
import { moveSource } from '../move/move-source.ts'
import { transformState } from '../move/transform-state.ts'
import { anyStands } from '../content/any-exists.ts'
import { findSource } from '../define/find-source.ts'
import { readSource, type KeyState } from '../ledger/read-source.ts'
import { inGroups } from '../concurrency/chunk.ts'
import { lateReason } from './late-reason.ts'
import { removeSettled } from './remove-settled.ts'
import { removeSource } from './remove-source.ts'

/**
 * How many old keys went and left a backup, those that somebody else deleted among them; and those that somebody wrote after
 * the cut-over: they stay, and are among the refusals.
 */
export interface ContractReport {
  readonly removed: number
  readonly late: readonly string[]
}

/**
 * Removes every moved source whose targets still say what it says. One that changed after the cut-over was written by a
 * program that does not know the new layout: it is reported and left, for its writer's word stands nowhere else.
 */
export async function contractPass(session: Session, retentionMs: number): Promise<ContractReport> {
  const { keys, names } = session
  let removed = 0
  const late: string[] = []
  const lookCloser = async (key: string): Promise<void> => {
    const outcome = await removeOne(session, key, retentionMs)
    if (outcome === 'removed') removed += 1
    if (outcome === 'late') late.push(key)
  }
  for await (const page of names.pages('backup')) {
    const sources = page.keys.flatMap((backup) => keys.backedUp(backup) ?? [])
    for (const portion of inGroups(sources, session.portion)) {
      const settled = await removeSettled(session, portion, retentionMs)
      removed += settled.removed
      await sideBySide(settled.others, lookCloser, session.context.width)
      await session.pace(portion.length)
    }
    await session.checkpoint({})
  }
  return { removed, late }
}

async function removeOne(session: Session, key: string, retentionMs: number): Promise<'removed' | 'late' | 'gone'> {
  const { connection, keys, migration, context, clock } = session
  for (let tries = 0; tries < 5; tries += 1) {
    const state = await connection.run(readSource(keys, key, { unknownOnly: !migration.inPlace }))
    if (state.entry === undefined || state.entry.removedAt !== undefined) return 'gone'
    if (state.type === 'none' && !isSettled(state, key)) {
      const outcome = await removeDeleted(session, key, state, retentionMs)
      if (outcome === 'changed') continue
      return outcome
    }
    if (!migration.inPlace && state.entry.source !== state.digest) {
      // Both layouts written by one program are no late write: what they say is taken on, and tried again.
      const outcome = await moveSource({ ...context, adoptsOnly: true }, key)
      if (outcome.kind === 'adopted' || outcome.kind === 'busy') continue
      await noteLate(session, key)
      return 'late'
    }
    if (migration.inPlace && !isSettled(state, key) && isOfOldLayout(session, key, state)) {
      await noteLate(session, key)
      return 'late'
    }
    const { epoch } = context
    const keepsKey = migration.inPlace
    const removal = { key, state, epoch, at: clock.now(), retentionMs, keepsKey }
    const outcome = await connection.run(removeSource(keys, removal))
    if (outcome === 'removed') return 'removed'
  }
  await noteLate(session, key)
  return 'late'
}

/**
 * A source that somebody deleted: where its targets went too it is over, and nothing of it is kept. Where they stand they are
 * what readers read, and the backup stays as for any other.
 */
async function removeDeleted(
  session: Session,
  key: string,
  state: KeyState,
  retentionMs: number,
): Promise<'removed' | 'gone' | 'changed'> {
  const { connection, keys, context, clock } = session
  const targets = (state.entry?.targets ?? []).map((target) => target.key)
  if (!(await anyStands(connection, targets))) {
    return (await moveSource(context, key)).kind === 'gone' ? 'gone' : 'changed'
  }
  const { epoch } = context
  const removal = { key, state, epoch, at: clock.now(), retentionMs, keepsKey: true }
  return (await connection.run(removeSource(keys, removal))) === 'removed' ? 'removed' : 'changed'
}

/** Whether a key that may be of either layout is one that would have to be moved. */
function isOfOldLayout({ migration, options, scope }: Session, key: string, state: KeyState): boolean {
  const source = findSource(migration.from, key, scope, state.type)
  return source !== undefined && transformState(migration, source, state, options).kind !== 'stays'
}

async function noteLate({ connection, keys }: Session, key: string): Promise<void> {
  await noteRefusal(connection, keys, { key, kind: 'conflict', reason: lateReason })
}
