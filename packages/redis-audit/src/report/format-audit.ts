import { findingKinds, type AuditFinding, type AuditReport } from './audit-report.ts'
import { noFindings, type AuditTally } from './audit-tally.ts'
import { printable, printableKey } from './printable.ts'

/** A report as a table of families, then the findings by kind, for people. */
export function formatAudit({ keys, families, findings }: AuditReport, findingsShown = 20): string {
  const counts = noFindings()
  for (const { kind } of findings) counts[kind] += 1
  return formatTally({ keys, families, findings: counts }, findings.slice(0, findingsShown))
}

/** What an audit comes to, as a table of families and the findings by kind, then the findings given. */
export function formatTally({ keys, families, findings }: AuditTally, shown: readonly AuditFinding[]): string {
  const rows = Object.entries(families).map(
    ([name, family]) => [name, String(family.keys), formatBytes(family.bytes)] as const,
  )
  const [nameWidth, keysWidth, bytesWidth] = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0), 6),
  )
  const table = [['family', 'keys', 'memory'] as const, ...rows].map(
    ([name, count, bytes]) =>
      `${name.padEnd(nameWidth ?? 0)}  ${count.padStart(keysWidth ?? 0)}  ${bytes.padStart(bytesWidth ?? 0)}`,
  )
  const counts = findingKinds.filter((kind) => findings[kind] > 0).map((kind) => `${findings[kind]} ${kind}`)
  const total = findingKinds.reduce((sum, kind) => sum + findings[kind], 0)
  const verdict =
    total === 0
      ? `${keys} keys, every one as the catalogue says`
      : `${keys} keys, ${total} findings: ${counts.join(', ')}`
  const lines = shown.map(({ kind, key, detail }) => `  ${kind}  ${printableKey(key)}: ${printable(detail)}`)
  const hidden = total > shown.length ? [`  and ${total - shown.length} more`] : []
  return [...table, '', verdict, ...lines, ...hidden].join('\n')
}

function formatBytes(bytes: number): string {
  return bytes < 1_024
    ? `${bytes} B`
    : bytes < 1_048_576
      ? `${(bytes / 1_024).toFixed(1)} KiB`
      : `${(bytes / 1_048_576).toFixed(1)} MiB`
}
