import { once } from 'node:events'
import type { Writable } from 'node:stream'
import {
  formatTally,
  renderJson,
  renderJunit,
  renderSarif,
  type AuditFinding,
  type AuditTally,
  type FindingKind,
} from '@tradingboost/redis-audit'

export type ReportForm = 'text' | 'json' | 'junit' | 'sarif'

const shownToPeople = 20

/** Writes the report of an audit, as fast as its reader takes it. */
export async function writeReport(
  output: Writable,
  form: ReportForm,
  tally: AuditTally,
  findings: AsyncIterable<AuditFinding>,
  failing: readonly FindingKind[],
): Promise<void> {
  // A reader that has enough, such as head, closes the pipe: there is nobody left to tell.
  const ignoreClosedPipe = (error: Error): void => {
    if (!isClosedPipe(error)) throw error
  }
  output.on('error', ignoreClosedPipe)
  try {
    for await (const piece of render(form, tally, findings, failing)) {
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
  form: ReportForm,
  tally: AuditTally,
  findings: AsyncIterable<AuditFinding>,
  failing: readonly FindingKind[],
): AsyncGenerator<string> {
  switch (form) {
    case 'json':
      yield* renderJson(tally, findings)
      return
    case 'junit':
      yield* renderJunit(tally, findings, failing)
      return
    case 'sarif':
      yield* renderSarif(tally, findings, failing)
      return
    case 'text':
      yield `${formatTally(tally, await worthShowing(findings, failing))}\n`
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
