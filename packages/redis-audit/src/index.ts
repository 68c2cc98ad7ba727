export { auditRedis } from './audit-redis.ts'
export { streamAudit, type AuditOptions, type AuditProgress } from './stream-audit.ts'
export type { AddressedClient, AuditSource } from './connection/read-audit-source.ts'
export { createProposalCollector, type ProposalCollector } from './propose/collect-proposals.ts'
export {
  findingKinds,
  type AuditFinding,
  type AuditReport,
  type FamilyCount,
  type FamilyCounts,
  type FindingKind,
} from './report/audit-report.ts'
export type { AuditTally } from './report/audit-tally.ts'
export { createFindingStore, type FindingStore } from './report/finding-store.ts'
export { formatAudit, formatSummary, formatTally } from './report/format-audit.ts'
export { renderJson } from './report/render-json.ts'
export { renderJunit } from './report/render-junit.ts'
export { renderPrometheus } from './report/render-prometheus.ts'
export { renderSarif } from './report/render-sarif.ts'
