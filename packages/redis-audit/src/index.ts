export { auditRedis, type AuditOptions } from './audit-redis.ts'
export { findingKinds, type AuditFinding, type AuditReport, type FindingKind } from './audit-report.ts'
export { formatAudit } from './format-audit.ts'
