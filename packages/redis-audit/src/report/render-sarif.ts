import { findingKinds, type AuditFinding, type FindingKind } from './audit-report.ts'
import type { AuditTally } from './audit-tally.ts'
import { printable, printableKey } from './printable.ts'

const meanings: Readonly<Record<FindingKind, string>> = {
  legacy: 'A key that a deprecated family names.',
  unknown: 'A key that no family makes.',
  ambiguous: 'A key that more than one family makes.',
  'wrong-type': 'A key of another Redis type than its family has.',
  'invalid-value': 'A value that is not of the shape its family declares.',
  'ttl-missing': 'A key that stays where its family lets it expire.',
  'ttl-unexpected': 'A key that expires where its family keeps it, or later than its family says.',
  'index-orphan': 'A member of an index without its record.',
  'index-missing': 'A record that its index does not name.',
}

/**
 * An audit as SARIF 2.1.0, in pieces: a rule for each kind, a result for each finding, the key as its logical location;
 * results of the kinds in `failing` are errors, the others notes.
 */
export async function* renderSarif(
  { redis, keys, families, foreign, known }: AuditTally,
  findings: AsyncIterable<AuditFinding> | Iterable<AuditFinding>,
  failing: readonly FindingKind[],
): AsyncGenerator<string> {
  const levelOf = (kind: FindingKind): 'error' | 'note' => (failing.includes(kind) ? 'error' : 'note')
  const rules = findingKinds.map((kind) => ({
    id: kind,
    shortDescription: { text: meanings[kind] },
    defaultConfiguration: { level: levelOf(kind) },
  }))
  const head = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'keys audit', rules } },
        properties: { redis, keys, families, foreign, known },
        results: [],
      },
    ],
  }
  const text = JSON.stringify(head)
  const end = ']}]}'
  yield text.slice(0, -end.length)
  let separator = '\n'
  for await (const { key, keyBase64, kind, family, detail } of findings) {
    const result = {
      ruleId: kind,
      level: levelOf(kind),
      message: { text: `${printableKey(key)}: ${printable(detail)}` },
      locations: [{ logicalLocations: [{ fullyQualifiedName: key, kind: 'redis key' }] }],
      properties: { ...(family === undefined ? {} : { family }), ...(keyBase64 === undefined ? {} : { keyBase64 }) },
    }
    yield `${separator}${JSON.stringify(result)}`
    separator = ',\n'
  }
  yield `${end}\n`
}
