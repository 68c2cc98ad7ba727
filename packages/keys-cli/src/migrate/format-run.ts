import type { MigrationStatus, RefusalSummary, RunReport } from '@tradingboost/redis-migrate'
import { count, leftText } from './migrate-progress.ts'

const mostShown = 20

/** What a run came to, for people; the first line tells the truth about what was left. */
export function formatRun(id: string, report: RunReport): string {
  const { refusals, cutOver } = report
  const left = refusals.refused + refusals.conflict
  const lines = [
    `${id} stands at ${report.phase}: ${count(report.moved)} keys moved, ${left === 0 ? 'none refused' : `${count(left)} LEFT`}, ${count(refusals.stays)} no matter of it`,
  ]
  if (report.verify !== undefined)
    lines.push(
      `verified: ${count(report.verify.verified)} keys, 0 differ, ${count(report.verify.foreign)} of other writers`,
    )
  if (cutOver !== undefined)
    lines.push(
      cutOver.fenced.length === 0
        ? 'cut over without a fence: no --legacy-user was named'
        : `fenced: ${cutOver.fenced.join(', ')} only read the old keys now`,
    )
  if ((cutOver?.wider.length ?? 0) > 0)
    lines.push(`narrowed to reading, though they reach other keys too: ${cutOver?.wider.join(' ')}`)
  for (const stray of cutOver?.strays ?? [])
    lines.push(`refused a write: ${stray.user} from ${stray.client}, ${stray.key}, ${stray.times} times`)
  if (report.removed > 0)
    lines.push(`removed: ${count(report.removed)} old keys; keys migrate restore ${id} brings them back`)
  if (report.feed === 'notifications')
    lines.push('note: foreign writes were seen by keyspace notifications, which may miss some')
  return [...lines, ...formatRefusals(refusals)].join('\n')
}

function formatRefusals({ first, refused, conflict }: RefusalSummary): readonly string[] {
  const named = first.filter(({ kind }) => kind !== 'stays')
  if (named.length === 0) return []
  const shown = named.slice(0, mostShown).map(({ key, kind, reason }) => `  ${key}  ${kind}: ${reason}`)
  return ['', `left (${shown.length} of ${count(refused + conflict)}; all with --json):`, ...shown]
}

/** How a migration stands, for people. */
export function formatStatus(status: MigrationStatus): string {
  const lines = [
    `${status.id}: ${status.phase}${status.isRunning ? ', a runner is at work' : ''}${status.control === 'run' ? '' : `, ${status.control}`}`,
  ]
  if (status.phase === 'none') return lines.join('\n')
  const eta = status.etaSeconds === undefined ? '' : `, ${leftText(status.etaSeconds)} left`
  lines.push(
    `${count(status.done)} of ${count(status.total)} keys looked at, ${count(status.moved)} moved, ${count(status.verified)} verified, ${count(status.perSecond)} keys/s${eta}`,
    `${count(status.dirty)} dirty${status.rate > 0 ? `, at most ${count(status.rate)} keys/s` : ''}${status.isFenced ? ', legacy users are fenced' : ''}`,
  )
  const { refused, conflict, stays } = status.refusals
  lines.push(`left: ${count(refused)} refused, ${count(conflict)} in conflict, ${count(stays)} no matter of it`)
  if (status.waiting !== undefined) lines.push(`waiting: ${status.waiting}`)
  if (status.verifyFailed !== undefined) lines.push(`verification FAILED: ${status.verifyFailed}`)
  if (status.backupsUntil !== undefined)
    lines.push(`the old keys removed last can be restored until ${new Date(status.backupsUntil).toISOString()}`)
  for (const { id, phase } of status.instances) lines.push(`instance ${id} runs ${phase}`)
  return lines.join('\n')
}
