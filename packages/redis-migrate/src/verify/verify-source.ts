import type { SourceKey } from '../define/migration.ts'
import type { TargetKey } from '../define/transformation.ts'
import {
  isSettled,
  moveSource,
  readTargets,
  saysSource,
  transformState,
  type MoveContext,
} from '../settle/move-source.ts'
import { settleSource } from '../settle/settle-source.ts'
import { findSource } from '../source/find-source.ts'
import { readSource, type KeyState } from '../source/read-source.ts'

/** What a look at one source key and its targets found. */
export type VerifyOutcome =
  /** Equal; or refused, in conflict or no matter of this migration, as the refusals say; or not there any more. */
  | { readonly kind: 'same' | 'left' | 'gone' }
  /** It keeps changing under the look: what is dirty is looked at again. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'differs'; readonly problems: readonly string[] }
  | { readonly kind: 'stopped' }

const looks = 3

/**
 * Compares a source with its targets: values, types, members, times to live to a second. Under live writes a difference
 * counts only when it is there in every look while the source stays the same; what was not moved yet is moved first.
 */
export async function verifySource(context: MoveContext, key: string): Promise<VerifyOutcome> {
  let last: VerifyOutcome = { kind: 'pending' }
  for (let look = 0; look < looks; look += 1) {
    last = await lookAt(context, key)
    if (last.kind !== 'pending' && last.kind !== 'differs') return last
  }
  return last
}

async function lookAt(context: MoveContext, key: string): Promise<VerifyOutcome> {
  const { connection, keys, migration, scope, options, epoch } = context
  const state = await connection.run(readSource(key, keys.backupOf(key)))
  const source = findSource(migration.from, key, scope, state.type)
  if (source === undefined || !isSettled(state, key)) return await move(context, key)
  const { entry } = state
  // Moved in place: the key is its own target, and the ledger says which.
  if (migration.inPlace && entry?.source !== state.digest) return { kind: 'same' }
  const transformation = transformState(migration, source, state, options)
  if (transformation.kind !== 'moves') {
    return {
      kind: 'differs',
      problems: [`${key} was moved and is ${transformation.kind} now: ${transformation.reason}`],
    }
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
  if (outcome.kind !== 'differs') return { kind: 'pending' }
  return await judge(context, source, state, transformation.keys, outcome.problems)
}

/** What another writer wrote itself may spell a target otherwise, as long as it says what the source says. */
async function judge(
  context: MoveContext,
  source: SourceKey,
  state: KeyState,
  targets: readonly TargetKey[],
  problems: readonly string[],
): Promise<VerifyOutcome> {
  const excused = /(?:says something else|does not expire with its source)$/
  if (state.entry?.origin !== 'writer' || !problems.every((problem) => excused.test(problem))) {
    return { kind: 'differs', problems }
  }
  const found = await readTargets(context, source, targets)
  return saysSource(context, source, state, found.keys) ? { kind: 'same' } : { kind: 'differs', problems }
}

async function move(context: MoveContext, key: string): Promise<VerifyOutcome> {
  const { kind } = await moveSource(context, key)
  switch (kind) {
    case 'gone':
    case 'stopped':
      return { kind }
    case 'stays':
    case 'refused':
    case 'conflict':
      return { kind: 'left' }
    case 'moved':
    case 'adopted':
    case 'unchanged':
    case 'busy':
      return { kind: 'pending' }
  }
}
