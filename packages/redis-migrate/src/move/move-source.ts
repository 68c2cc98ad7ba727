import type { SourceKey } from '@tradingboost/layout-migrations'
import type { TargetKey } from '@tradingboost/layout-migrations'
import { isSettled } from '../ledger/is-settled.ts'
import { anyStands } from '../content/any-exists.ts'
import { findSource } from '../define/find-source.ts'
import { readSource, readSources, type KeyState, type SourceReading } from '../ledger/read-source.ts'
import { noteRefusal } from '../state/refusals.ts'
import { sameContent } from '@tradingboost/layout-migrations'
import { saysNow } from './says-now.ts'
import type { MoveContext } from './move-context.ts'
import { saysSource, transformState } from './transform-state.ts'
import { settleSource, type Settlement, type SettleOutcome } from './settle-source.ts'

/** What became of one source key. */
export type MoveOutcome =
  /** Written now; or it had been, and nothing changed since; or there is no such source any more, and no target. */
  | { readonly kind: 'moved' | 'unchanged' | 'gone' }
  /** A program that knows both layouts wrote both. */
  | { readonly kind: 'adopted' }
  | { readonly kind: 'stays' | 'refused' | 'conflict'; readonly reason: string }
  /** It changed each time between reading and writing. */
  | { readonly kind: 'busy' }
  /** Another runner took over, or the phase moved on. */
  | { readonly kind: 'stopped' }

const mostTries = 8

/** Makes the targets of one source key say what it says. */
export async function moveSource(context: MoveContext, key: string, seen?: KeyState): Promise<MoveOutcome> {
  let known = seen
  for (let tries = 0; tries < mostTries; tries += 1) {
    const state = known ?? (await context.connection.run(readSource(context.keys, key, readingOf(context))))
    known = undefined
    const outcome = await settleOnce(context, key, state)
    if (outcome === 'changed') continue
    if (outcome.kind === 'conflict') {
      const { kind, reason } = outcome
      await noteRefusal(context.connection, context.keys, { key, kind, reason })
    }
    return outcome
  }
  return { kind: 'busy' }
}

/** Reads sources that are about to be moved, at one moment; each may be handed to `moveSource`. */
export async function readToMove(context: MoveContext, sources: readonly string[]): Promise<readonly KeyState[]> {
  const { connection, keys } = context
  const states = await connection.run(readSources(keys, sources, { ...readingOf(context), undigested: true }))
  // Bytes that are no text have a digest only where they are.
  return await Promise.all(
    states.map(async (state, at) =>
      state.isText ? state : await connection.run(readSource(keys, sources[at] ?? '', readingOf(context))),
    ),
  )
}

// In place, bytes that were moved before may stand there once more.
const readingOf = ({ migration }: MoveContext): SourceReading => ({ unknownOnly: !migration.inPlace })

async function settleOnce(context: MoveContext, key: string, state: KeyState): Promise<MoveOutcome | 'changed'> {
  const { migration, scope, options } = context
  const source = findSource(migration.from, key, scope, state.type)
  if (source === undefined) return { kind: 'gone' }
  if (isSettled(state, key)) return { kind: 'unchanged' }
  if (state.type === 'none') return await withdraw(context, key, state)
  const transformation = transformState(migration, source, state, options)
  if (transformation.kind === 'stays' && migration.inPlace && state.entry !== undefined) return { kind: 'unchanged' }
  if (transformation.kind !== 'moves' && context.adoptsOnly === true) {
    return { kind: 'conflict', reason: `${key} was written after the cut-over` }
  }
  if (transformation.kind !== 'moves') return await leave(context, key, state, transformation)
  if (context.adoptsOnly === true) {
    return await adopt(context, source, state, transformation, [`${key} was written after the cut-over`])
  }
  const empties = migration.inPlace && transformation.keys.length === 0
  const outcome = await settle(context, { ...transformation, key, state, mode: 'write', empties })
  if (outcome.kind !== 'conflict') return outcome.kind === 'settled' ? { kind: 'moved' } : passOn(outcome)
  return await adopt(context, source, state, transformation, outcome.problems)
}

async function withdraw(context: MoveContext, key: string, state: KeyState): Promise<MoveOutcome | 'changed'> {
  // A source that the migration itself removed has a backup to keep.
  if (state.entry === undefined || state.entry.removedAt !== undefined) return { kind: 'gone' }
  const outcome = await settle(context, { key, state, mode: 'write', keys: [], members: [], drop: true })
  return outcome.kind === 'dropped' ? { kind: 'gone' } : passOn(outcome)
}

async function leave(
  context: MoveContext,
  key: string,
  state: KeyState,
  { kind, reason }: { readonly kind: 'stays' | 'refused'; readonly reason: string },
): Promise<MoveOutcome | 'changed'> {
  const refusal = `${kind}: ${reason}`
  const outcome = await settle(context, { key, state, mode: 'write', keys: [], members: [], drop: true, refusal })
  return outcome.kind === 'dropped' ? { kind, reason } : passOn(outcome)
}

/**
 * A target that is not ours may be that of a program which wrote both layouts: if all targets together, told in the words of
 * the old layout, are what the source holds, it is taken as it is, and those that are missing are written.
 */
async function adopt(
  context: MoveContext,
  source: SourceKey,
  state: KeyState,
  { keys, members }: Pick<Settlement, 'keys' | 'members'>,
  problems: readonly string[],
): Promise<MoveOutcome | 'changed'> {
  const found = await readTargets(context, keys)
  const adopted = new Map<string, string>()
  const together = keys.map((wanted) => {
    const standing = found.keys.find(({ key }) => key === wanted.key)
    const digest = found.digests.get(wanted.key)
    if (standing === undefined || digest === undefined) return wanted
    if (sameContent(standing.content, wanted.content)) return wanted
    if (context.adoptsOnly !== true && isOurs(state, wanted.key, digest)) return wanted
    adopted.set(wanted.key, digest)
    return standing
  })
  if (context.adoptsOnly === true && (await wouldWithdraw(context, state, keys))) {
    return { kind: 'conflict', reason: problems[0] ?? 'it says less than its targets' }
  }
  const mayWrite = context.adoptsOnly !== true && adopted.size > 0
  if (!saysSource(context, source, state, together) || !(mayWrite || found.keys.length === keys.length)) {
    // Read one after the other they may belong to two moments of a program that writes both.
    if (await saysNow(context, source.key)) return 'changed'
    return { kind: 'conflict', reason: problems[0] ?? 'a target is not ours' }
  }
  const outcome = await settle(context, { key: source.key, state, mode: 'write', keys, members, adopted })
  return outcome.kind === 'settled' ? { kind: 'adopted' } : passOn(outcome)
}

/** Whether the source no longer says a target that stands: what reads the new layout would lose it. */
async function wouldWithdraw(
  { connection }: MoveContext,
  { entry }: KeyState,
  wanted: readonly TargetKey[],
): Promise<boolean> {
  const known = (entry?.targets ?? []).map(({ key }) => key)
  return await anyStands(
    connection,
    known.filter((key) => !wanted.some((one) => one.key === key)),
  )
}

const isOurs = ({ entry }: KeyState, key: string, digest: string): boolean =>
  entry?.targets.some((target) => target.key === key && target.digest === digest) === true

/** The targets as they stand at one moment; those that do not are left out. */
export async function readTargets(
  { connection, keys }: Pick<MoveContext, 'connection' | 'keys'>,
  targets: readonly Pick<TargetKey, 'family' | 'key' | 'lifetime'>[],
): Promise<{ readonly keys: readonly TargetKey[]; readonly digests: ReadonlyMap<string, string> }> {
  const states = await connection.run(
    readSources(
      keys,
      targets.map(({ key }) => key),
    ),
  )
  const digests = new Map<string, string>()
  const found: TargetKey[] = []
  for (const [at, { family, key, lifetime }] of targets.entries()) {
    const state = states[at]
    if (state === undefined || state.type === 'none') continue
    digests.set(key, state.digest)
    if (state.content === undefined) continue
    found.push({ family, key, lifetime, content: state.content })
  }
  return { keys: found, digests }
}

async function settle(context: MoveContext, settlement: Omit<Settlement, 'epoch'>): Promise<SettleOutcome> {
  const { connection, keys, migration, epoch } = context
  return await connection.run(settleSource(keys, { ...settlement, epoch, isNoted: migration.isNoted === true }))
}

function passOn(outcome: SettleOutcome): MoveOutcome | 'changed' {
  if (outcome.kind === 'changed') return 'changed'
  if (outcome.kind === 'conflict') return { kind: 'conflict', reason: outcome.problems[0] ?? '' }
  return { kind: 'stopped' }
}
