/** Sorted, disjoint, inclusive ranges of Unicode code points. */
export type CodePointSet = readonly (readonly [first: number, last: number])[]

const lastCodePoint = 0x10ffff

const firstSurrogate = 0xd800
const lastSurrogate = 0xdfff

/** Every code point of well-formed text: no surrogates. */
export const anyCodePoint: CodePointSet = [
  [0, firstSurrogate - 1],
  [lastSurrogate + 1, lastCodePoint],
]

export function union(...sets: readonly CodePointSet[]): CodePointSet {
  const merged: [number, number][] = []
  for (const [first, last] of sets.flat().toSorted((a, b) => a[0] - b[0])) {
    const before = merged.at(-1)
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else merged.push([first, last])
  }
  return merged
}

export function intersection(a: CodePointSet, b: CodePointSet): CodePointSet {
  const common: [number, number][] = []
  for (const [firstA, lastA] of a) {
    for (const [firstB, lastB] of b) {
      const first = Math.max(firstA, firstB)
      const last = Math.min(lastA, lastB)
      if (first <= last) common.push([first, last])
    }
  }
  return common.toSorted((x, y) => x[0] - y[0])
}

export function complement(set: CodePointSet): CodePointSet {
  const outside: [number, number][] = []
  let next = 0
  for (const [first, last] of set) {
    if (first > next) outside.push([next, first - 1])
    next = last + 1
  }
  if (next <= lastCodePoint) outside.push([next, lastCodePoint])
  return intersection(outside, anyCodePoint)
}

const readable: readonly (readonly [number, number])[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x61, 0x7a],
  [0x21, 0x7e],
]

/** A member of the set, a readable one where there is one; undefined of the empty set. */
export function pickCodePoint(set: CodePointSet): number | undefined {
  for (const range of readable) {
    const [hit] = intersection(set, [range])
    if (hit !== undefined) return hit[0]
  }
  return set[0]?.[0]
}

const interned = new Map<string, CodePointSet>()

/** The one object that stands for this set, so that what is known of two sets can be found again by identity. */
export function internCodePoints(set: CodePointSet): CodePointSet {
  const text = set.join(';')
  const known = interned.get(text)
  if (known !== undefined) return known
  interned.set(text, set)
  return set
}

const commonPoints = new WeakMap<CodePointSet, WeakMap<CodePointSet, { readonly point: number | undefined }>>()

/** A member of both sets, a readable one where there is one; undefined when they have none in common. */
export function commonCodePoint(a: CodePointSet, b: CodePointSet): number | undefined {
  let ofA = commonPoints.get(a)
  if (ofA === undefined) commonPoints.set(a, (ofA = new WeakMap()))
  let common = ofA.get(b)
  if (common === undefined) ofA.set(b, (common = { point: pickCodePoint(intersection(a, b)) }))
  return common.point
}
