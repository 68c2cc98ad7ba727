/** One piece of a Redis glob: a character, any one character, or any text. */
type Piece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'one' } | { readonly kind: 'any' }

/** Whether some text matches both Redis globs; a class such as `[a-z]` counts as any one character, so it may say yes too often. */
export function globsMeet(one: string, other: string): boolean {
  const [a, b] = [piecesOf(one), piecesOf(other)]
  const known = new Map<number, boolean>()
  const meet = (i: number, j: number): boolean => {
    const place = i * (b.length + 1) + j
    const before = known.get(place)
    if (before !== undefined) return before
    known.set(place, false)
    const result = decide(i, j)
    known.set(place, result)
    return result
  }
  const decide = (i: number, j: number): boolean => {
    const [x, y] = [a[i], b[j]]
    if (x === undefined && y === undefined) return true
    if (x?.kind === 'any' && (meet(i + 1, j) || (y !== undefined && meet(i, j + 1)))) return true
    if (y?.kind === 'any' && (meet(i, j + 1) || (x !== undefined && meet(i + 1, j)))) return true
    if (x === undefined || y === undefined || x.kind === 'any' || y.kind === 'any') return false
    return (x.kind === 'one' || y.kind === 'one' || x.text === y.text) && meet(i + 1, j + 1)
  }
  return meet(0, 0)
}

function piecesOf(glob: string): readonly Piece[] {
  return Array.from(
    glob.matchAll(/\\(.)|(\*)|(\?)|(\[[^\]]*\])|([\s\S])/gu),
    ([, escaped, star, one, group, plain]): Piece => {
      if (star !== undefined) return { kind: 'any' }
      if (one !== undefined || group !== undefined) return { kind: 'one' }
      return { kind: 'text', text: escaped ?? plain ?? '' }
    },
  )
}
