import type { SourceKey, TargetKey } from '@tradingboost/layout-migrations'
import type { KeyState } from '../ledger/read-source.ts'
import { transformState } from '../move/transform-state.ts'
import type { Session } from '../session/session.ts'

/** What a source has to contain after a rollback, as targets to invert. */
export interface TargetsToInvert {
  /** Targets that count as they are in Redis; one that is missing was removed on purpose. */
  readonly existing: readonly TargetKey[]
  /** Targets that count as the source contains them: none of our programs wrote them. */
  readonly unwritten: readonly TargetKey[]
}

/**
 * Decides which targets count as they are and which as their source contains them. Where our programs record what they
 * write, a target counts as it is only if it is recorded. Otherwise each one does, but for those that the source names, that
 * do not exist and that no ledger entry names: they were never moved. Call it after the targets were read: a target recorded
 * later has changed since, which the write of the source notices.
 */
export async function targetsToInvert(
  session: Session,
  source: SourceKey,
  state: KeyState,
  found: { readonly keys: readonly TargetKey[]; readonly names: ReadonlySet<string> },
): Promise<TargetsToInvert> {
  const { migration, options } = session
  const becomes = state.content === undefined ? undefined : transformState(migration, source, state, options)
  const named = becomes?.kind === 'moves' && !migration.inPlace ? becomes.keys : []
  const candidates = [...new Set([...found.names, ...named.map(({ key }) => key)])]
  const written = await writtenAmong(session, state, candidates, found.names)
  return {
    existing: found.keys.filter(({ key }) => written.has(key)),
    unwritten: named.filter(({ key }) => !written.has(key)),
  }
}

async function writtenAmong(
  { connection, keys, migration }: Session,
  { entry }: KeyState,
  candidates: readonly string[],
  existing: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  if (migration.isNoted !== true) return new Set([...existing, ...(entry?.targets ?? []).map(({ key }) => key)])
  const isRecorded = await connection.sendAll(
    candidates.map((key) => ({
      name: 'hexists',
      keys: [keys.saved],
      args: [keys.saved, key],
      read: (reply: unknown) => reply === 1,
    })),
  )
  return new Set(candidates.filter((_key, at) => isRecorded[at] === true))
}
