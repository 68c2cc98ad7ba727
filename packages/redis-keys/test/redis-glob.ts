/** Redis's own glob matching (stringmatchlen in its util.c), so that a test needs no server. */
export function redisGlobMatches(glob: string, text: string): boolean {
  return matches(Array.from(glob), Array.from(text))
}

function matches(glob: readonly string[], text: readonly string[]): boolean {
  const [head, ...rest] = glob
  if (head === undefined) return text.length === 0
  if (head === '*') {
    for (let skipped = 0; skipped <= text.length; skipped += 1) {
      if (matches(rest, text.slice(skipped))) return true
    }
    return false
  }
  const [first, ...others] = text
  if (first === undefined) return false
  if (head === '?') return matches(rest, others)
  if (head === '\\' && rest.length > 0) return rest[0] === first && matches(rest.slice(1), others)
  if (head === '[') {
    const end = rest.indexOf(']')
    const members = rest.slice(0, end)
    const inside = members[0] === '^' ? !members.slice(1).includes(first) : members.includes(first)
    return inside && matches(rest.slice(end + 1), others)
  }
  return head === first && matches(rest, others)
}
