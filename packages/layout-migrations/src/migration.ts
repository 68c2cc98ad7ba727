import type { AnyKeyFamily, LooseParams } from '@tradingboost/redis-keys'
import type { KeyContent } from './key-content.ts'
import type { TargetKey, Transformation } from './transformation.ts'

/** One key of a source family. */
export interface SourceKey {
  readonly family: AnyKeyFamily
  readonly key: string
  readonly params: LooseParams
}

/** One key of a source family with what stands there. */
export interface SourceRecord extends SourceKey {
  readonly content: KeyContent
  /** What remains of its time to live in milliseconds; undefined when it has none. */
  readonly ttlMs: number | undefined
}

/** What the operator said of the run that a transformation depends on. */
export interface TransformOptions {
  /** The exchange of source keys that name none. */
  readonly exchange: string
}

/** What the old layout has to say after the new one changed. */
export type Inversion =
  | { readonly kind: 'writes'; readonly content: KeyContent }
  | { readonly kind: 'deletes' }
  | { readonly kind: 'refused'; readonly reason: string }

/** A change of layout, as pure functions over families of the catalogue. */
export interface Migration {
  /** Four digits and words: `0003-grid-positions`. */
  readonly id: string
  readonly summary: string
  readonly from: readonly AnyKeyFamily[]
  readonly to: readonly AnyKeyFamily[]
  /** Whether sources become targets under their own names; each then has to change its type, which tells the two apart. */
  readonly inPlace: boolean
  /** What becomes of one source key. */
  readonly transform: (source: SourceRecord, options: TransformOptions) => Transformation
  /** The source keys that a target key may come from; empty when it can come from none. */
  readonly sourcesOf: (
    target: Omit<TargetKey, 'content' | 'lifetime'>,
    options: TransformOptions,
  ) => readonly SourceKey[]
  /** What a source key has to hold so that it says what its targets say; `before` is what it holds now. */
  readonly invert: (
    source: SourceKey,
    targets: readonly TargetKey[],
    before: KeyContent | undefined,
    options: TransformOptions,
  ) => Inversion
  /** Whether a target was made by a program that writes the new layout itself; left out where nothing tells. */
  readonly isOwn?: (target: TargetKey) => boolean
  /** Whether our programs record which targets they wrote or removed; a rollback then writes back no other change. */
  readonly isNoted?: boolean
  /**
   * The keys that tell, while they stand, that the new layout knew of what a target says and went on from there, though
   * the target itself is gone; left out where nothing tells.
   */
  readonly knownBy?: (target: Omit<TargetKey, 'content' | 'lifetime'>) => readonly string[]
}
