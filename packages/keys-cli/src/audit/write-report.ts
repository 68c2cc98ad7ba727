import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { systemClock } from '@tradingboost/domain'
import {
  formatSummary,
  formatTally,
  renderJson,
  renderJunit,
  renderPrometheus,
  renderSarif,
  type AuditFinding,
  type AuditTally,
  type FindingKind,
} from '@tradingboost/redis-audit'

/** The forms of a report besides text for people. */
export const reportForms = ['json', 'junit', 'sarif', 'prometheus'] as const

export type ReportForm = (typeof reportForms)[number] | 'text'

/** How a report is written. */
export interface ReportStyle {
  readonly form: ReportForm
  /** Whether it counts findings and names no key. */
  readonly isSummary: boolean
  /** The kinds of findings that the command fails on. */
  readonly failing: readonly FindingKind[]
}

const shownToPeople = 20

/** Writes the report of an audit, as fast as its reader takes it. */
export async function writeReport(
  output: Writable,
  style: ReportStyle,
  tally: AuditTally,
  findings: AsyncIterable<AuditFinding>,
): Promise<void> {
  // A reader that has enough, such as head, closes the pipe: there is nobody left to tell.
  const ignoreClosedPipe = (error: Error): void => {
    if (!isClosedPipe(error)) throw error
  }
  output.on('error', ignoreClosedPipe)
  try {
    for await (const piece of render(style, tally, findings)) {
      if (output.destroyed) return
      if (!output.write(piece)) await once(output, 'drain')
    }
  } catch (cause) {
    if (!isClosedPipe(cause)) throw cause
  }
}

function isClosedPipe(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EPIPE'
}

async function* render(
  { form, isSummary, failing }: ReportStyle,
  tally: AuditTally,
  findings: AsyncIterable<AuditFinding>,
): AsyncGenerator<string> {
  switch (form) {
    case 'json':
      if (isSummary) {
        yield `${JSON.stringify(tally, undefined, 2)}\n`
        return
      }
      yield* renderJson(tally, findings)
      return
    case 'junit':
      yield* renderJunit(tally, findings, failing)
      return
    case 'sarif':
      yield* renderSarif(tally, findings, failing)
      return
    case 'prometheus':
      yield renderPrometheus(tally, systemClock.now())
      return
    case 'text':
      yield isSummary ? `${formatSummary(tally)}\n` : `${formatTally(tally, await worthShowing(findings, failing))}\n`
  }
}

/** The first findings of a kind that fails, then others as far as there is room. */
async function worthShowing(
  findings: AsyncIterable<AuditFinding>,
  failing: readonly FindingKind[],
): Promise<readonly AuditFinding[]> {
  const [first, others]: [AuditFinding[], AuditFinding[]] = [[], []]
  for await (const finding of findings) {
    const list = failing.includes(finding.kind) ? first : others
    if (list.length < shownToPeople) list.push(finding)
    if (first.length === shownToPeople) break
  }
  return [...first, ...others].slice(0, shownToPeople)
}
