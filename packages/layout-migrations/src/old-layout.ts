import type { KeyContent } from './key-content.ts'
import type { Inversion, SourceKey } from './migration.ts'
import type { TargetKey } from './transformation.ts'

/** The legacy layout of one migration, as a program that writes both layouts needs it. */
export interface OldLayout {
  readonly migrationId: string
  /** The exchange of legacy keys that name none; undefined where all name theirs. */
  readonly exchange: string | undefined
  /** Whether keys of a family are targets of the migration, whatever exchange they name. */
  readonly isTarget: (target: Pick<TargetKey, 'family'>) => boolean
  /** The source keys that a target key may come from. */
  readonly sourcesOf: (target: Pick<TargetKey, 'family' | 'key'>) => readonly SourceKey[]
  /** The target keys of one source key; undefined when it cannot be transformed. `ttlMs` is what remains of its TTL. */
  readonly tell: (source: SourceKey, content: KeyContent, ttlMs: number | undefined) => readonly TargetKey[] | undefined
  /** The content of a source key that equals these targets; `before` is its present content. */
  readonly invert: (source: SourceKey, targets: readonly TargetKey[], before: KeyContent | undefined) => Inversion
  /** Whether a program that writes both layouts made this key, so that its value wins; false where nothing proves it. */
  readonly isOwn: (target: TargetKey) => boolean
}
