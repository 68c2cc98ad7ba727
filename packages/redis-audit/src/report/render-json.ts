import type { AuditFinding } from './audit-report.ts'
import type { AuditTally } from './audit-tally.ts'

type Findings = AsyncIterable<AuditFinding> | Iterable<AuditFinding>

/** An audit as one JSON document: server, keys, families, findings; in pieces, one finding a line. */
export async function* renderJson(tally: AuditTally, findings: Findings): AsyncGenerator<string> {
  const { findings: _, ...head } = tally
  const fields = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`)
  yield `{\n${fields.join('')}  "findings": [`
  let separator = '\n'
  for await (const finding of findings) {
    yield `${separator}    ${JSON.stringify(finding)}`
    separator = ',\n'
  }
  yield separator === '\n' ? ']\n}\n' : '\n  ]\n}\n'
}
