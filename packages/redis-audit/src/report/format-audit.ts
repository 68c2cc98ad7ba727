import { findingKinds, type AuditFinding, type AuditReport, type FamilyCounts } from './audit-report.ts'
import { noFindings, type AuditTally } from './audit-tally.ts'
import { formatTable } from './format-table.ts'
import { printable, printableKey } from './printable.ts'

/** A report as a table of families, then the findings by kind, for people. */
export function formatAudit({ findings, ...report }: AuditReport, findingsShown = 20): string {
  const counts = noFindings()
  for (const { kind } of findings) counts[kind] += 1
  return formatTally({ ...report, findings: counts, known: 0 }, findings.slice(0, findingsShown))
}

/** What an audit comes to, as tables of families and the findings by kind, then the findings given. */
export function formatTally(tally: AuditTally, shown: readonly AuditFinding[]): string {
  const total = totalOf(tally)
  const lines = shown.map(({ kind, key, detail }) => `  ${kind}  ${printableKey(key)}: ${printable(detail)}`)
  const hidden = total > shown.length ? [`  and ${total - shown.length} more`] : []
  return [...tablesOf(tally, false), verdictOf(tally), ...lines, ...hidden].join('\n')
}

/** The same without any key: the findings of each family in its row. */
export function formatSummary(tally: AuditTally): string {
  return [...tablesOf(tally, true), verdictOf(tally)].join('\n')
}

function tablesOf({ families, foreign }: AuditTally, withFindings: boolean): readonly string[] {
  const table = (title: string, counts: FamilyCounts): readonly string[] =>
    formatTable(
      [title, 'keys', 'memory', ...(withFindings ? ['findings'] : [])],
      Object.entries(counts).map(([name, { keys, bytes, findings = {} }]) => [
        name,
        String(keys),
        formatBytes(bytes),
        ...(withFindings ? [countsText(findings)] : []),
      ]),
    )
  const others = Object.keys(foreign).length === 0 ? [] : [...table('of other programs', foreign), '']
  return [...table('family', families), '', ...others]
}

function verdictOf(tally: AuditTally): string {
  const { redis, keys, known, findings } = tally
  const total = totalOf(tally)
  const beside = known === 0 ? '' : `, ${known} known findings besides`
  if (total > 0) return `${redis}: ${keys} keys, ${total} findings: ${countsText(findings)}${beside}`
  return known === 0
    ? `${redis}: ${keys} keys, every one as the catalogue says`
    : `${redis}: ${keys} keys, no new finding${beside}`
}

function totalOf({ findings }: AuditTally): number {
  return findingKinds.reduce((sum, kind) => sum + findings[kind], 0)
}

function countsText(findings: Partial<AuditTally['findings']>): string {
  return findingKinds.flatMap((kind) => ((findings[kind] ?? 0) > 0 ? [`${findings[kind]} ${kind}`] : [])).join(', ')
}

function formatBytes(bytes: number): string {
  return bytes < 1_024
    ? `${bytes} B`
    : bytes < 1_048_576
      ? `${(bytes / 1_024).toFixed(1)} KiB`
      : `${(bytes / 1_048_576).toFixed(1)} MiB`
}
