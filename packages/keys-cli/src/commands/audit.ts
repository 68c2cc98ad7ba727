import { createFindingStore, createProposalCollector, findingKinds, type FindingKind } from '@tradingboost/redis-audit'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { addScopeOptions, type ScopeOptions } from '../audit/audit-options.ts'
import { readBaseline, type Baseline } from '../audit/baseline.ts'
import { runAudit } from '../audit/run-audit.ts'
import { reportForms, writeReport, type ReportForm } from '../audit/write-report.ts'
import { print, remark } from '../print.ts'

interface AuditCommandOptions extends ScopeOptions, Partial<Record<ReportForm, true>> {
  readonly failOn: readonly FindingKind[]
  readonly baseline?: string
  readonly propose?: true
  readonly summary?: true
}

const defaultFailing: readonly FindingKind[] = findingKinds.filter((kind) => kind !== 'legacy')

/** Adds `keys audit`; exit code 1 for findings of a kind in --fail-on, 2 when the audit could not run to its end. */
export function registerAudit(program: Command): void {
  const forms = ['json', 'junit', 'sarif', 'prometheus', 'propose']
  const form = (name: string, meaning: string): Option =>
    new Option(`--${name}`, meaning).conflicts(forms.filter((other) => other !== name))
  addScopeOptions(program.command('audit'))
    .description('compare every key of a Redis with the catalogue; reads only')
    .addOption(form('json', 'print keys, families and findings as JSON'))
    .addOption(form('junit', 'print the findings as JUnit XML'))
    .addOption(form('sarif', 'print the findings as SARIF 2.1.0'))
    .addOption(form('prometheus', 'print figures in the text format of Prometheus'))
    .addOption(form('propose', 'print definitions for the unknown keys, to paste into the catalogue'))
    .addOption(
      new Option('--summary', 'name no key: count the findings of each family').conflicts([
        'junit',
        'sarif',
        'prometheus',
        'propose',
      ]),
    )
    .option('--baseline <file>', 'fail on findings only that this file of keys baseline lacks, and name no other')
    .addOption(
      new Option('--fail-on <kinds>', 'exit with 1 on findings of these kinds, by comma; or none')
        .argParser(readKinds)
        .default(defaultFailing, 'all but legacy'),
    )
    .action(audit)
}

async function audit(options: AuditCommandOptions): Promise<void> {
  const { failOn, summary } = options
  const baseline = options.baseline === undefined ? undefined : await readBaseline(options.baseline)
  const proposals = options.propose === true ? createProposalCollector() : undefined
  await using findings = createFindingStore()
  const tally = await runAudit(options, findings, {
    ...(baseline === undefined ? {} : { isKnown: baseline.has }),
    ...(proposals === undefined ? {} : { proposals }),
  })
  if (proposals === undefined) {
    const form = reportForms.find((one) => options[one] === true) ?? 'text'
    await writeReport(process.stdout, { form, isSummary: summary === true, failing: failOn }, tally, findings.read())
  } else {
    remark(`${tally.findings.unknown} of ${tally.keys} keys are unknown\nRedis: ${tally.redis}`)
    const text = proposals.format()
    if (text !== '') print(text.trimEnd())
  }
  if (baseline !== undefined) remarkOnMended(baseline, tally.known, options)
  if (failOn.some((kind) => tally.findings[kind] > 0)) process.exitCode = 1
}

function remarkOnMended({ size }: Baseline, known: number, { family, sample, baseline }: AuditCommandOptions): void {
  if (known >= size || family !== undefined || sample !== undefined) return
  remark(
    `${size - known} of the ${size} findings in ${baseline} are gone: write it again with keys baseline ${baseline}`,
  )
}

function readKinds(text: string): readonly FindingKind[] {
  if (text === 'none') return []
  return text.split(',').map((name) => {
    const kind = findingKinds.find((known) => known === name.trim())
    if (kind === undefined) throw new InvalidArgumentError(`Give "none" or kinds out of ${findingKinds.join(', ')}.`)
    return kind
  })
}
