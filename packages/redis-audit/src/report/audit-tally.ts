import { findingKinds, type AuditReport, type FindingKind } from './audit-report.ts'

/** What a whole audit comes to, without the findings themselves. */
export interface AuditTally extends Omit<AuditReport, 'findings'> {
  /** How many findings of each kind, 0 included; without those that are known. */
  readonly findings: Readonly<Record<FindingKind, number>>
  /** How many findings `isKnown` named. */
  readonly known: number
}

/** No finding of any kind. */
export function noFindings(): Record<FindingKind, number> {
  // Every kind stands in the list, so the record is whole.
  return Object.fromEntries(findingKinds.map((kind) => [kind, 0])) as Record<FindingKind, number>
}
