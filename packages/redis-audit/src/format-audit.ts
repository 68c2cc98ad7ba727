import { findingKinds, type AuditReport } from './audit-report.ts'

/** A report as a table of families, then the findings by kind, for people. */
export function formatAudit({ keys, families, findings }: AuditReport, findingsShown = 20): string {
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
  const counts = findingKinds
    .map((kind) => [kind, findings.filter((finding) => finding.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
  const verdict =
    findings.length === 0
      ? `${keys} keys, every one as the catalogue says`
      : `${keys} keys, ${findings.length} findings: ${counts.map(([kind, count]) => `${count} ${kind}`).join(', ')}`
  const shown = findings
    .slice(0, findingsShown)
    .map(({ kind, key, detail }) => `  ${kind}  ${printable(key)}: ${detail}`)
  const hidden = findings.length > shown.length ? [`  and ${findings.length - shown.length} more`] : []
  return [...table, '', verdict, ...shown, ...hidden].join('\n')
}

function formatBytes(bytes: number): string {
  return bytes < 1_024
    ? `${bytes} B`
    : bytes < 1_048_576
      ? `${(bytes / 1_024).toFixed(1)} KiB`
      : `${(bytes / 1_048_576).toFixed(1)} MiB`
}

/** Control characters in a key must not reach a terminal. */
function printable(key: string): string {
  const quoted = JSON.stringify(key).slice(1, -1)
  return quoted === '' ? '(the empty key)' : quoted.length > 120 ? `${quoted.slice(0, 119)}…` : quoted
}
