import type { LayoutChange } from './change-both.ts'
import type { KeyContent, TargetKey, SourceKey, OldLayout } from '@tradingboost/layout-migrations'
import type { LayoutWatch } from './watch-layouts.ts'

/** An old key that is to be written: its content of before and after; undefined is no key. */
export interface OldWrite {
  readonly key: string
  readonly before: KeyContent | undefined
  readonly after: KeyContent | undefined
  /** How long it is to stand; until somebody deletes it without. */
  readonly ttlMs: number | undefined
}

/** One old key that a change is about. */
interface OldKeyOfChange {
  readonly source: SourceKey
  /** What it has to say, but for what changes. */
  readonly told: readonly TargetKey[]
  readonly change: Pick<LayoutChange<unknown>, 'changes' | 'ttlMs'>
  readonly before: KeyContent | undefined
}

/** What a change makes of an old key; nothing where the key does not say what changed, or cannot. */
export function planOldWrite(
  watch: LayoutWatch,
  layout: OldLayout,
  { source, told, change, before }: OldKeyOfChange,
): readonly OldWrite[] {
  const changed = new Set(change.changes.map(({ key }) => key))
  const others = told.filter(({ key }) => !changed.has(key))
  const targets = [...others, ...change.changes.flatMap((one) => newKeyOf(one))]
  const inversion = layout.invert(source, targets, before)
  if (inversion.kind === 'refused') {
    watch.onRefusal(source.key, inversion.reason)
    return []
  }
  const after = inversion.kind === 'writes' ? inversion.content : undefined
  if (before === undefined && after === undefined) return []
  if (isSame(before, after) && isSame(contentOf(layout, source, others, before), after)) return []
  return [{ key: source.key, before, after, ttlMs: lifetimeOf(others, after) ?? change.ttlMs }]
}

/** The arguments that write a content. Throws a TypeError for a type that no old layout of ours has. */
export function piecesOf(content: KeyContent): readonly string[] {
  if (content.type === 'string') return [content.text]
  if (content.type === 'hash') return content.fields.flat()
  throw new TypeError(`an old key of type ${content.type} is not written beside a new one: teach plan-old-write to`)
}

function newKeyOf({ family, key, content }: LayoutChange<unknown>['changes'][number]): readonly TargetKey[] {
  return content === undefined ? [] : [{ family, key, content, lifetime: 'source' }]
}

function contentOf(
  layout: OldLayout,
  source: SourceKey,
  targets: readonly TargetKey[],
  before: KeyContent | undefined,
): KeyContent | undefined {
  const inversion = layout.invert(source, targets, before)
  return inversion.kind === 'writes' ? inversion.content : undefined
}

/** An old key that says another new one than those that change ends with that one. */
function lifetimeOf(others: readonly TargetKey[], after: KeyContent | undefined): number | undefined {
  const said = others.find(({ content }) => isSame(content, after))
  return said === undefined || said.lifetime === 'source' ? undefined : said.lifetime.ms
}

function isSame(one: KeyContent | undefined, other: KeyContent | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  if (one.type !== other.type) return false
  const [a, b] = [piecesOf(one), piecesOf(other)]
  return a.length === b.length && a.every((piece, at) => piece === b[at])
}
