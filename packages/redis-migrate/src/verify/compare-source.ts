import type { SourceKey } from '@tradingboost/layout-migrations'
import type { TargetKey } from '@tradingboost/layout-migrations'
import { isSettled } from '../ledger/is-settled.ts'
import type { MoveContext } from '../move/move-context.ts'
import { readTargets } from '../move/move-source.ts'
import { saysSource, transformState } from '../move/transform-state.ts'
import { settleSource } from '../move/settle-source.ts'
import { findSource } from '../define/find-source.ts'
import { readSource, type KeyState } from '../ledger/read-source.ts'

/** What one look at a source key and its targets found. */
export type CompareOutcome =
  | { readonly kind: 'same' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'stopped' }
  /** It changed while it was looked at. */
  | { readonly kind: 'changed' }
  /** It was not moved as it is now: it is new, or changed, or cannot be moved. */
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'differs'; readonly problems: readonly string[] }

/** Compares a source with its targets at one moment: values, types, members, times to live to a second. Reads only. */
export async function compareSource(context: MoveContext, key: string): Promise<CompareOutcome> {
  const { connection, keys, migration, scope, options, epoch } = context
  const state = await connection.run(readSource(keys, key))
  const source = findSource(migration.from, key, scope, state.type)
  if (source === undefined || (state.type === 'none' && state.entry === undefined)) return { kind: 'gone' }
  if (!isSettled(state, key)) return { kind: 'unsettled' }
  // Moved in place: the key is its own target, and the ledger says which.
  if (migration.inPlace && state.entry?.source !== state.digest) return { kind: 'same' }
  const transformation = transformState(migration, source, state, options)
  if (transformation.kind !== 'moves') {
    const problems = [`${key} was moved and is ${transformation.kind} now: ${transformation.reason}`]
    return { kind: 'differs', problems }
  }
  const check = {
    key,
    state,
    epoch,
    mode: 'check' as const,
    keys: transformation.keys,
    members: transformation.members,
  }
  const outcome = await connection.run(settleSource(keys, check))
  if (outcome.kind === 'same' || outcome.kind === 'stopped') return { kind: outcome.kind }
  if (outcome.kind !== 'differs') return { kind: 'changed' }
  return await judge(context, source, state, transformation.keys, outcome.problems)
}

/** What another writer wrote itself may spell a target otherwise, as long as it says what the source says. */
async function judge(
  context: MoveContext,
  source: SourceKey,
  state: KeyState,
  targets: readonly TargetKey[],
  problems: readonly string[],
): Promise<CompareOutcome> {
  const excused = /(?:says something else|does not expire with its source)$/
  if (state.entry?.origin !== 'writer' || !problems.every((problem) => excused.test(problem))) {
    return { kind: 'differs', problems }
  }
  const found = await readTargets(context, targets)
  return saysSource(context, source, state, found.keys) ? { kind: 'same' } : { kind: 'differs', problems }
}
