import type { AuditFinding } from './audit-report.ts'

/** By key, then by kind. */
export function compareFindings(a: AuditFinding, b: AuditFinding): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1
  return a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0
}
