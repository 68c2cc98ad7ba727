import { describeMismatch, type MismatchReason } from '../define/parse-result.ts'

/** Each segment in which a key differs from a family, as one sentence. */
export function describeDifferences(reasons: readonly MismatchReason[]): string {
  return reasons.map(describeMismatch).join(', and ')
}
