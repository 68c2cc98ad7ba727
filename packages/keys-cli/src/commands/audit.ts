import { describeRedisAddress, systemClock, TradingError } from '@tradingboost/domain'
import {
  createFindingStore,
  createProposalCollector,
  findingKinds,
  streamAudit,
  type FindingKind,
} from '@tradingboost/redis-audit'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { addAddressOptions, addressOf, type AddressOptions } from '../address-options.ts'
import { auditProgress } from '../audit/audit-progress.ts'
import { writeReport, type ReportForm } from '../audit/write-report.ts'
import { KeysCliError } from '../keys-cli-error.ts'
import { print, remark } from '../print.ts'

interface AuditCommandOptions extends AddressOptions {
  readonly rate?: number
  readonly family?: string
  readonly sample?: number
  readonly failOn: readonly FindingKind[]
  readonly json?: true
  readonly junit?: true
  readonly sarif?: true
  readonly propose?: true
}

const defaultFailing: readonly FindingKind[] = findingKinds.filter((kind) => kind !== 'legacy')

/** Adds `keys audit`; exit code 1 for findings of a kind in --fail-on, 2 when the audit could not run to its end. */
export function registerAudit(program: Command): void {
  const forms = ['json', 'junit', 'sarif', 'propose']
  const form = (name: string, meaning: string): Option =>
    new Option(`--${name}`, meaning).conflicts(forms.filter((other) => other !== name))
  addAddressOptions(program.command('audit'))
    .description('compare every key of a Redis with the catalogue; reads only')
    .addOption(form('json', 'print keys, families and findings as JSON'))
    .addOption(form('junit', 'print the findings as JUnit XML'))
    .addOption(form('sarif', 'print the findings as SARIF 2.1.0'))
    .addOption(form('propose', 'print definitions for the unknown keys, to paste into the catalogue'))
    .addOption(new Option('--rate <keys>', 'look at so many keys a second at most').argParser(positive))
    .option('--family <name>', 'only the keys of this family')
    .addOption(
      new Option('--sample <values>', 'read so many values of each family; every one without it').argParser(positive),
    )
    .addOption(
      new Option('--fail-on <kinds>', 'exit with 1 on findings of these kinds, by comma; or none')
        .argParser(readKinds)
        .default(defaultFailing, 'all but legacy'),
    )
    .action(runAudit)
}

async function runAudit(options: AuditCommandOptions): Promise<void> {
  const { rate, family, sample, failOn } = options
  const address = addressOf(options)
  const proposals = options.propose === true ? createProposalCollector() : undefined
  const progress = auditProgress(process.stderr, systemClock)
  await using findings = createFindingStore()
  const tally = await streamAudit(
    address,
    {
      ...(rate === undefined ? {} : { rate }),
      ...(family === undefined ? {} : { family }),
      ...(sample === undefined ? {} : { sample }),
      ...(proposals === undefined ? {} : { proposals }),
      resumeWithinMs: 30_000,
      clock: systemClock,
      onProgress: progress.show,
    },
    findings.add,
  )
    .catch((cause: unknown) => {
      throw cause instanceof TradingError ? new KeysCliError(cause.message, { cause }) : cause
    })
    .finally(progress.clear)
  if (proposals === undefined) await writeReport(process.stdout, formOf(options), tally, findings.read(), failOn)
  else {
    remark(`${tally.findings.unknown} of ${tally.keys} keys are unknown`)
    const text = proposals.format()
    if (text !== '') print(text.trimEnd())
  }
  remark(`Redis: ${describeRedisAddress(address)}`)
  if (failOn.some((kind) => tally.findings[kind] > 0)) process.exitCode = 1
}

function formOf({ json, junit, sarif }: AuditCommandOptions): ReportForm {
  if (json === true) return 'json'
  if (junit === true) return 'junit'
  return sarif === true ? 'sarif' : 'text'
}

function positive(text: string): number {
  const value = Number(text)
  if (/^\d{1,15}$/.test(text) && value > 0) return value
  throw new InvalidArgumentError('Give a whole number above 0.')
}

function readKinds(text: string): readonly FindingKind[] {
  if (text === 'none') return []
  return text.split(',').map((name) => {
    const kind = findingKinds.find((known) => known === name.trim())
    if (kind === undefined) throw new InvalidArgumentError(`Give "none" or kinds out of ${findingKinds.join(', ')}.`)
    return kind
  })
}
