import type { AnyKeyFamily } from '../define/key-family.ts'

/** Finds the few families that a key text can belong to at all. */
export interface FamilyIndex {
  readonly candidates: (text: string) => readonly AnyKeyFamily[]
}

const none: readonly AnyKeyFamily[] = []
const indexes = new WeakMap<readonly AnyKeyFamily[], FamilyIndex>()

/** The index over these families, made once for each list of them. */
export function familyIndex(families: readonly AnyKeyFamily[]): FamilyIndex {
  const known = indexes.get(families)
  if (known !== undefined) return known
  const index = buildIndex(families)
  indexes.set(families, index)
  return index
}

// Two literals decide most keys: the first piece where it is one, else the second; the number of colons does the rest.
function buildIndex(families: readonly AnyKeyFamily[]): FamilyIndex {
  const byFirst = new Map<string, AnyKeyFamily[]>()
  const bySecond = new Map<string, AnyKeyFamily[]>()
  const unplaced: AnyKeyFamily[] = []
  for (const family of families) {
    const [first, second] = literalPieces(family)
    if (first !== undefined) push(byFirst, first, family)
    else if (second !== undefined) push(bySecond, second, family)
    else unplaced.push(family)
  }
  const buckets = new Map<string, ByColons>()
  for (const [first, bucket] of byFirst) buckets.set(first, byColons(bucket))
  const secondBuckets = new Map([...bySecond].map(([second, bucket]) => [second, byColons(bucket)]))
  const rest = byColons(unplaced)

  return {
    candidates: (text) => {
      const firstEnd = text.indexOf(':')
      const first = firstEnd < 0 ? text : text.slice(0, firstEnd)
      const secondEnd = firstEnd < 0 ? -1 : text.indexOf(':', firstEnd + 1)
      const second = firstEnd < 0 ? '' : text.slice(firstEnd + 1, secondEnd < 0 ? undefined : secondEnd)
      let colons = 0
      for (let at = firstEnd; at >= 0; at = text.indexOf(':', at + 1)) colons += 1
      return joined(buckets.get(first)?.(colons) ?? none, secondBuckets.get(second)?.(colons) ?? none, rest(colons))
    },
  }
}

type ByColons = (colons: number) => readonly AnyKeyFamily[]

function byColons(families: readonly AnyKeyFamily[]): ByColons {
  const counted = families.map((family) => ({ family, ...colonRange(family) }))
  const known = new Map<number, readonly AnyKeyFamily[]>()
  const unbounded = counted.filter(({ most }) => most === Number.POSITIVE_INFINITY).map(({ family }) => family)
  const limit = Math.max(0, ...counted.map(({ least, most }) => (Number.isFinite(most) ? most : least)))
  for (let colons = 0; colons <= limit; colons += 1) {
    const fitting = counted.filter(({ least, most }) => least <= colons && colons <= most)
    known.set(
      colons,
      fitting.map(({ family }) => family),
    )
  }
  return (colons) => known.get(colons) ?? unbounded
}

function literalPieces(family: AnyKeyFamily): readonly (string | undefined)[] {
  return family.template.split(':').map((piece) => (piece.includes('<') ? undefined : piece))
}

function colonRange(family: AnyKeyFamily): { readonly least: number; readonly most: number } {
  const least = family.template.split(':').length - 1
  let most = least
  for (const part of family.parts) {
    if (part.kind === 'literal') continue
    most += part.segment.colons === 'any' ? Number.POSITIVE_INFINITY : part.segment.colons
  }
  return { least, most }
}

function joined(...lists: readonly (readonly AnyKeyFamily[])[]): readonly AnyKeyFamily[] {
  const filled = lists.filter((list) => list.length > 0)
  return filled.length > 1 ? filled.flat() : (filled[0] ?? none)
}

function push(buckets: Map<string, AnyKeyFamily[]>, piece: string, family: AnyKeyFamily): void {
  const bucket = buckets.get(piece)
  if (bucket === undefined) buckets.set(piece, [family])
  else bucket.push(family)
}
