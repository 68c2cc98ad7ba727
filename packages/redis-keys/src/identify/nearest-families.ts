import { explainMismatch } from '../define/explain-mismatch.ts'
import type { AnyKeyFamily } from '../define/key-family.ts'
import type { MismatchReason } from '../define/parse-result.ts'
import { likeness } from './likeness.ts'

/** A family that a key does not belong to, and why. */
export interface NearFamily {
  readonly family: AnyKeyFamily
  readonly reason: MismatchReason
}

const shown = 3
const misspelling = 0.6

/** The families that a key follows the farthest, misspelt words counted by their likeness, active ones first among equals. */
export function nearestFamilies(text: string, families: readonly AnyKeyFamily[]): readonly NearFamily[] {
  return families
    .map((family) => {
      const { matched, reason } = explainMismatch(family.parts, text)
      const nearness = matched + (reason.kind === 'literal' ? likeness(reason.expected, reason.found) : 0)
      return { family, reason, nearness, rank: family.status === 'active' ? 0 : 1 }
    })
    .filter(({ nearness }) => nearness >= misspelling)
    .toSorted((a, b) => b.nearness - a.nearness || a.rank - b.rank)
    .slice(0, shown)
    .map(({ family, reason }) => ({ family, reason }))
}
