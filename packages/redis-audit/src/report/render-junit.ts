import { findingKinds, type AuditFinding, type FindingKind } from './audit-report.ts'
import type { AuditTally } from './audit-tally.ts'
import { printable, printableKey } from './printable.ts'

/**
 * An audit as JUnit XML, in pieces: a test case for each family, which stands for its keys without findings, and one for
 * each finding; findings of the kinds in `failing` are failures, the others say what they found.
 */
export async function* renderJunit(
  { redis, keys, families, foreign, findings: counts }: AuditTally,
  findings: AsyncIterable<AuditFinding> | Iterable<AuditFinding>,
  failing: readonly FindingKind[],
): AsyncGenerator<string> {
  const names = [...Object.keys(families), ...Object.keys(foreign)]
  const total = findingKinds.reduce((sum, kind) => sum + counts[kind], 0)
  const failures = failing.reduce((sum, kind) => sum + counts[kind], 0)
  const figures = `tests="${names.length + total}" failures="${failures}"`
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield `<testsuites name="keys audit" ${figures}>\n<testsuite name="${keys} keys of ${attribute(redis)}" ${figures}>\n`
  for (const name of names) yield `<testcase classname="families" name="${attribute(name)}"/>\n`
  for await (const { key, kind, family, detail } of findings) {
    const text = attribute(printable(detail))
    const inner = failing.includes(kind)
      ? `<failure type="${kind}" message="${text}"/>`
      : `<system-out>${text}</system-out>`
    const name = attribute(`${kind} ${printableKey(key)}`)
    yield `<testcase classname="${attribute(family ?? 'no family')}" name="${name}">${inner}</testcase>\n`
  }
  yield '</testsuite>\n</testsuites>\n'
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
