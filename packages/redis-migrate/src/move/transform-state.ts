import type { Migration, SourceKey, TransformOptions } from '@tradingboost/layout-migrations'
import type { TargetKey, Transformation } from '@tradingboost/layout-migrations'
import type { KeyState } from '../ledger/read-source.ts'
import { sameContent } from '@tradingboost/layout-migrations'
import type { MoveContext } from './move-context.ts'

/**
 * What a source as it was read becomes; one that cannot be read as text is refused, and one that would keep its type under
 * its name: what is written there during a rollback could not be told from what was there before.
 */
export function transformState(
  migration: Migration,
  source: SourceKey,
  state: KeyState,
  options: TransformOptions,
): Transformation {
  if (!state.isText) return { kind: 'refused', reason: 'it holds bytes that are no UTF-8 text' }
  if (state.content === undefined) return { kind: 'stays', reason: `it is a ${state.type}, which no family declares` }
  const becomes = migration.transform({ ...source, content: state.content, ttlMs: state.ttlMs }, options)
  if (!migration.inPlace || becomes.kind !== 'moves') return becomes
  return becomes.keys.every(({ content }) => content.type !== state.type)
    ? becomes
    : {
        kind: 'refused',
        reason: `it would stay a ${state.type} under its name, and nobody could tell old from new: give the new layout a name of its own`,
      }
}

/** Whether the targets, told in the words of the old layout, are what the source holds. */
export function saysSource(
  { migration, options }: Pick<MoveContext, 'migration' | 'options'>,
  source: SourceKey,
  { content }: KeyState,
  targets: readonly TargetKey[],
): boolean {
  if (content === undefined) return false
  const inverted = migration.invert(source, targets, content, options)
  return inverted.kind === 'writes' && sameContent(inverted.content, content)
}
