import { expect, test } from 'vitest'
import type { AuditFinding } from './audit-report.ts'
import { noFindings, type AuditTally } from './audit-tally.ts'
import { renderJson } from './render-json.ts'
import { renderJunit } from './render-junit.ts'
import { renderSarif } from './render-sarif.ts'

async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

const findings: readonly AuditFinding[] = [
  { key: '\ufffd\u0000"<&>', keyBase64: '/wAiPCY+', kind: 'unknown', detail: 'no family is like it' },
  { key: 'orders:1', kind: 'legacy', family: 'gridUserOrders', detail: 'replaced by order' },
]
const tally: AuditTally = {
  redis: 'redis://h:6379/2',
  keys: 5,
  families: { gridUserOrders: { keys: 1, bytes: 80 }, price: { keys: 3, bytes: 240 } },
  foreign: { celeryQueue: { keys: 1, bytes: 60 } },
  known: 4,
  findings: { ...noFindings(), unknown: 1, legacy: 1 },
}
const nothing = { redis: 'redis://h:6379/2', keys: 0, families: {}, foreign: {}, known: 0 }
const empty: AuditTally = { ...nothing, findings: noFindings() }

const text = async (pieces: AsyncGenerator<string>): Promise<string> => (await collect(pieces)).join('')

test('JSON holds keys, families and findings, and nothing else', async () => {
  const { findings: _, ...head } = tally
  expect(JSON.parse(await text(renderJson(tally, findings)))).toEqual({ ...head, findings })
  expect(JSON.parse(await text(renderJson(empty, [])))).toEqual({ ...nothing, findings: [] })
})

test('JUnit has a case for each family and finding, and fails those of the kinds that fail', async () => {
  const xml = await text(renderJunit(tally, findings, ['unknown']))
  expect(xml).toContain('<testsuite name="5 keys of redis://h:6379/2" tests="5" failures="1">')
  expect(xml.match(/<testcase /g)).toHaveLength(5)
  expect(xml).toContain(
    String.raw`<testcase classname="no family" name="unknown ` +
      '\ufffd' +
      String.raw`\u0000&quot;&lt;&amp;&gt;"><failure type="unknown" message="no family is like it"/></testcase>`,
  )
  expect(xml).toContain('name="legacy orders:1"><system-out>replaced by order</system-out></testcase>')
})

test('SARIF has a rule for each kind and a result for each finding, at the level that fails or not', async () => {
  const sarif = JSON.parse(await text(renderSarif(tally, findings, ['unknown'])))
  const [run] = sarif.runs
  expect([sarif.version, run.tool.driver.rules.length]).toEqual(['2.1.0', 9])
  expect(run.results.map(({ ruleId, level }: Record<string, string>) => [ruleId, level])).toEqual([
    ['unknown', 'error'],
    ['legacy', 'note'],
  ])
  expect(run.results[0].locations[0].logicalLocations[0].fullyQualifiedName).toBe(findings[0]?.key)
  expect(run.properties).toEqual({
    redis: 'redis://h:6379/2',
    keys: 5,
    families: tally.families,
    foreign: tally.foreign,
    known: 4,
  })
  expect(JSON.parse(await text(renderSarif(empty, [], []))).runs[0].results).toEqual([])
})
