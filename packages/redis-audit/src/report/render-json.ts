import type { AuditFinding } from './audit-report.ts'
import type { AuditTally } from './audit-tally.ts'

type Findings = AsyncIterable<AuditFinding> | Iterable<AuditFinding>

/** An audit as one JSON document: keys, families, findings; in pieces, one finding a line. */
export async function* renderJson({ keys, families }: AuditTally, findings: Findings): AsyncGenerator<string> {
  yield `{\n  "keys": ${keys},\n  "families": ${JSON.stringify(families)},\n  "findings": [`
  let separator = '\n'
  for await (const finding of findings) {
    yield `${separator}    ${JSON.stringify(finding)}`
    separator = ',\n'
  }
  yield separator === '\n' ? ']\n}\n' : '\n  ]\n}\n'
}
