import { findingKinds, type FamilyCounts } from './audit-report.ts'
import type { AuditTally } from './audit-tally.ts'

interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/**
 * What an audit comes to in the text format of Prometheus, such as the textfile collector of its node exporter reads.
 * `endedAt` is in milliseconds since 1970. Every kind of finding has a sample, 0 included, and one for each family that has
 * findings of it.
 */
export function renderPrometheus(tally: AuditTally, endedAt: number): string {
  const { redis, keys, families, foreign, known } = tally
  const counts = [...samplesOf(families, 'ours'), ...samplesOf(foreign, 'foreign')]
  const metrics: readonly (readonly [name: string, help: string, samples: readonly Sample[]])[] = [
    ['keys', 'Keys that were looked at.', [{ labels: {}, value: keys }]],
    ['family_keys', 'Keys of each family.', counts.map(({ labels, keys: value }) => ({ labels, value }))],
    [
      'family_bytes',
      'Memory of the keys of each family.',
      counts.map(({ labels, bytes: value }) => ({ labels, value })),
    ],
    ['findings', 'Findings that are not in the baseline, by kind.', kindSamples(tally)],
    ['family_findings', 'The same of each family that has any.', findingSamples(families)],
    ['known_findings', 'Findings that are in the baseline.', [{ labels: {}, value: known }]],
    ['ended_timestamp_seconds', 'When the audit ended, since 1970.', [{ labels: {}, value: endedAt / 1_000 }]],
  ]
  return metrics
    .map(([name, help, samples]) => {
      const metric = `keys_audit_${name}`
      const lines = samples.map(({ labels, value }) => `${metric}{${labelText({ redis, ...labels })}} ${value}\n`)
      return `# HELP ${metric} ${help}\n# TYPE ${metric} gauge\n${lines.join('')}`
    })
    .join('')
}

function samplesOf(counts: FamilyCounts, origin: 'ours' | 'foreign') {
  return Object.entries(counts).map(([family, { keys, bytes }]) => ({ labels: { family, origin }, keys, bytes }))
}

function kindSamples({ findings }: AuditTally): readonly Sample[] {
  return findingKinds.map((kind) => ({ labels: { kind }, value: findings[kind] }))
}

function findingSamples(families: FamilyCounts): readonly Sample[] {
  return Object.entries(families).flatMap(([family, { findings = {} }]) =>
    findingKinds.flatMap((kind) => {
      const value = findings[kind] ?? 0
      return value === 0 ? [] : [{ labels: { family, kind }, value }]
    }),
  )
}

function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeLabel(value)}"`)
    .join(',')
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
