import type { AnyKeyFamily, LooseParams } from '@tradingboost/redis-keys'

/** What stands under a key of either layout, by Redis type, as text. */
export type LayoutContent =
  | { readonly type: 'string'; readonly text: string }
  | { readonly type: 'hash'; readonly fields: readonly (readonly [field: string, value: string])[] }
  | { readonly type: 'set'; readonly members: readonly string[] }
  | { readonly type: 'zset'; readonly members: readonly { readonly member: string; readonly score: string }[] }
  | { readonly type: 'list'; readonly elements: readonly string[] }

/** A key of the old layout. */
export interface OldKey {
  readonly family: AnyKeyFamily
  readonly key: string
  readonly params: LooseParams
}

/** A key of the new layout with what stands there. */
export interface NewKey {
  readonly family: AnyKeyFamily
  readonly key: string
  readonly content: LayoutContent
  readonly lifetime: 'source' | { readonly ms: number }
}

/** The layout that a migration leaves, as far as a program that writes both has to know it. */
export interface OldLayout {
  readonly migrationId: string
  /** The exchange that old keys are taken for which name none; undefined where all name theirs. */
  readonly exchange: string | undefined
  /** The old keys that a new one may come from. */
  readonly sourcesOf: (target: Pick<NewKey, 'family' | 'key'>) => readonly OldKey[]
  /** What an old key says, in the words of the new layout; undefined when it cannot be told. `ttlMs` is what remains of its time. */
  readonly tell: (source: OldKey, content: LayoutContent, ttlMs: number | undefined) => readonly NewKey[] | undefined
  /** What an old key has to hold so that it says what the new ones say; `before` is what it holds now. */
  readonly invert: (
    source: OldKey,
    targets: readonly NewKey[],
    before: LayoutContent | undefined,
  ) =>
    | { readonly kind: 'writes'; readonly content: LayoutContent }
    | { readonly kind: 'deletes' }
    | { readonly kind: 'refused'; readonly reason: string }
  /** Whether a program that writes both layouts made this key, so that its word is the last on it; false where nothing tells. */
  readonly isOwn: (target: NewKey) => boolean
}
