import type { AuditSource } from './connection/read-audit-source.ts'
import type { AuditFinding, AuditReport } from './report/audit-report.ts'
import { compareFindings } from './report/compare-findings.ts'
import { streamAudit, type AuditOptions } from './stream-audit.ts'

/**
 * Compares every key of a Redis with the catalogue: name, type, lifetime, value, and the indexes that must agree with
 * records. Reads only, by SCAN, over a connection of its own. Keeps all findings in memory, sorted by key; `streamAudit`
 * does not. Throws what `streamAudit` throws.
 */
export async function auditRedis(source: AuditSource, options: AuditOptions = {}): Promise<AuditReport> {
  const findings: AuditFinding[] = []
  const { redis, keys, families, foreign } = await streamAudit(source, options, (finding) => {
    findings.push(finding)
  })
  return { redis, keys, families, foreign, findings: findings.toSorted(compareFindings) }
}
