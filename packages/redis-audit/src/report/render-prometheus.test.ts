import { expect, test } from 'vitest'
import { noFindings, type AuditTally } from './audit-tally.ts'
import { formatSummary } from './format-audit.ts'
import { renderPrometheus } from './render-prometheus.ts'

const tally: AuditTally = {
  redis: 'redis://h:6379/2',
  keys: 7,
  families: { price: { keys: 3, bytes: 240, findings: { 'ttl-missing': 2 } } },
  foreign: { celeryQueue: { keys: 4, bytes: 2_048 } },
  findings: { ...noFindings(), 'ttl-missing': 2, unknown: 1 },
  known: 5,
}

test('Prometheus reads a sample for each family, for each kind of finding, and for what is known', () => {
  const text = renderPrometheus(tally, 1_760_486_400_500)
  const lines = text.split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'keys_audit_keys{redis="redis://h:6379/2"} 7',
      'keys_audit_family_keys{redis="redis://h:6379/2",family="price",origin="ours"} 3',
      'keys_audit_family_keys{redis="redis://h:6379/2",family="celeryQueue",origin="foreign"} 4',
      'keys_audit_family_bytes{redis="redis://h:6379/2",family="celeryQueue",origin="foreign"} 2048',
      'keys_audit_findings{redis="redis://h:6379/2",kind="ttl-missing"} 2',
      'keys_audit_findings{redis="redis://h:6379/2",kind="legacy"} 0',
      'keys_audit_family_findings{redis="redis://h:6379/2",family="price",kind="ttl-missing"} 2',
      'keys_audit_known_findings{redis="redis://h:6379/2"} 5',
      'keys_audit_ended_timestamp_seconds{redis="redis://h:6379/2"} 1760486400.5',
    ]),
  )
  const metric = /^(# (HELP|TYPE) keys_audit_\w+ .+|keys_audit_\w+\{(\w+="(?:[^"\\\n]|\\["\\n])*",?)+\} [\d.]+)$/
  expect(lines.filter((line) => line !== '' && !metric.test(line))).toEqual([])
  expect(new Set(lines.filter((line) => line.startsWith('# TYPE'))).size).toBe(7)
})

test('a label value is escaped', () => {
  const escaped = renderPrometheus({ ...tally, redis: '/run/a"b\\c\nd' }, 0)
  expect(escaped).toContain(String.raw`keys_audit_keys{redis="/run/a\"b\\c\nd"} 7`)
})

test('a summary counts the findings of each family and names no key', () => {
  expect(formatSummary(tally).split('\n')).toEqual([
    'family    keys  memory  findings',
    'price        3   240 B  2 ttl-missing',
    '',
    'of other programs    keys   memory  findings',
    'celeryQueue             4  2.0 KiB',
    '',
    'redis://h:6379/2: 7 keys, 3 findings: 1 unknown, 2 ttl-missing, 5 known findings besides',
  ])
})
