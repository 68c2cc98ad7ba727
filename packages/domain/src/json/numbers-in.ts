/** Which numbers a value holds: none; some; or one that only a great exponent writes, which zero may be. */
export type NumbersIn = 'none' | 'some' | 'extreme'

const least = 1e-290
const greatest = 1e290
/** What lies deeper counts as extreme, so that no text makes this run out of stack. */
const deepest = 100

/** Looks at every number of a value that JSON.parse made. */
export function numbersIn(value: unknown, depth = 0): NumbersIn {
  if (typeof value === 'number') return isOrdinary(value) ? 'some' : 'extreme'
  if (typeof value !== 'object' || value === null) return 'none'
  if (depth === deepest) return 'extreme'
  let found: NumbersIn = 'none'
  const fields = value as Readonly<Record<string, unknown>>
  for (const name in fields) {
    const field = fields[name]
    if (typeof field === 'string') continue
    const inside = numbersIn(field, depth + 1)
    if (inside === 'extreme') return inside
    if (inside === 'some') found = inside
  }
  return found
}

const isOrdinary = (value: number): boolean => Math.abs(value) > least && Math.abs(value) < greatest
