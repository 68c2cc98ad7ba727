import { PassThrough, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { findingKinds, type AuditFinding, type AuditTally, type FindingKind } from '@tradingboost/redis-audit'
import { expect, test } from 'vitest'
import { writeReport } from './write-report.ts'

const finding = (kind: FindingKind, key: string): AuditFinding => ({ kind, key, detail: 'why' })

function tallyOf(findings: readonly AuditFinding[]): AuditTally {
  const counts = findingKinds.map((kind) => [kind, findings.filter((one) => one.kind === kind).length])
  return {
    redis: 'redis://h:6379/0',
    keys: findings.length,
    families: {},
    foreign: {},
    known: 0,
    findings: Object.fromEntries(counts) as AuditTally['findings'],
  }
}

async function* stream(findings: readonly AuditFinding[]): AsyncGenerator<AuditFinding> {
  for (const one of findings) yield await Promise.resolve(one)
}

test('people are shown what fails before what does not, and how much is left out', async () => {
  const findings = [
    ...Array.from({ length: 30 }, (_, at) => finding('legacy', `old:${at}`)),
    finding('unknown', 'new:1'),
    finding('wrong-type', 'new:2'),
  ]
  const output = new PassThrough()
  const written = text(output)
  await writeReport(
    output,
    { form: 'text', isSummary: false, failing: ['unknown', 'wrong-type'] },
    tallyOf(findings),
    stream(findings),
  )
  output.end()
  const lines = (await written).trimEnd().split('\n')
  expect(lines.slice(3)).toEqual([
    '  unknown  new:1: why',
    '  wrong-type  new:2: why',
    ...Array.from({ length: 18 }, (_, at) => `  legacy  old:${at}: why`),
    '  and 12 more',
  ])
})

test('a reader that closes the pipe ends the report and is no failure', async () => {
  let pieces = 0
  const closing = new Writable({
    highWaterMark: 1,
    write(_chunk, _encoding, done) {
      pieces += 1
      done(pieces < 3 ? null : Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    },
  })
  const findings = Array.from({ length: 100 }, (_, at) => finding('unknown', `new:${at}`))
  await writeReport(closing, { form: 'json', isSummary: false, failing: [] }, tallyOf(findings), stream(findings))
  expect(pieces).toBe(3)
})
