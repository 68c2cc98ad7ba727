import type { AnyKeyFamily } from '@tradingboost/redis-keys'
import type { KeyContent } from './key-content.ts'

/** One key that a migration writes whole. */
export interface TargetKey {
  readonly family: AnyKeyFamily
  readonly key: string
  readonly content: KeyContent
  /** `source`: what remains of the source's time to live, none if it has none; else milliseconds. */
  readonly lifetime: 'source' | { readonly ms: number }
}

/** One member that a migration adds to a key which other writers fill too, such as an index or a history. */
export interface TargetMember {
  readonly family: AnyKeyFamily
  readonly key: string
  readonly member: string
  /** Of a sorted set; a set has none. */
  readonly score?: string
  readonly lifetime: 'source' | 'keep'
  /** The target key that it lists, if any: it is not taken away while that key stands. */
  readonly lists?: string
}

/** What becomes of one source key: all of it is written in one step, or nothing. */
export type Transformation =
  | { readonly kind: 'moves'; readonly keys: readonly TargetKey[]; readonly members: readonly TargetMember[] }
  /** No matter of this migration, such as live state or a look-alike; it is reported and left. */
  | { readonly kind: 'stays'; readonly reason: string }
  /** It ought to move and cannot; it is reported and left, and the run ends with exit code 1. */
  | { readonly kind: 'refused'; readonly reason: string }
