import type { Clock } from '@tradingboost/domain'
import type { RunProgress } from '@tradingboost/redis-migrate'
import type { ProgressScreen } from '../audit/audit-progress.ts'

const terminalEveryMs = 200
const lineEveryMs = 1_000
const clearLine = '\r\u001b[K'
const barWidth = 20

/**
 * Shows how far a run is: one line that renews itself on a terminal, a line a second elsewhere; with `isJson` each is a line of
 * JSON, wherever it goes.
 */
export function migrateProgress(
  screen: ProgressScreen,
  clock: Clock,
  isJson = false,
): { readonly show: (progress: RunProgress) => void; readonly clear: () => void } {
  const renews = screen.isTTY === true && !isJson
  let shownAt = Number.NEGATIVE_INFINITY
  let shownPhase: string | undefined
  return {
    show(progress) {
      const now = clock.now()
      const everyMs = renews ? terminalEveryMs : lineEveryMs
      if (now - shownAt < everyMs && progress.phase === shownPhase) return
      shownAt = now
      shownPhase = progress.phase
      if (isJson) screen.write(`${JSON.stringify({ at: now, ...progress })}\n`)
      else screen.write(renews ? `${clearLine}${barLine(progress)}` : `${barLine(progress)}\n`)
    },
    clear() {
      if (renews) screen.write(clearLine)
    },
  }
}

/** "backfill [=====>              ] 25 %  5,000 of 20,000 keys, 2,000 keys/s, 8 s left, 3 dirty" */
export function barLine({ phase, done, total, perSecond, dirty, waiting }: RunProgress): string {
  const share = total === 0 ? 1 : Math.min(1, done / total)
  const filled = Math.floor(share * barWidth)
  const bar = `[${'='.repeat(filled)}${filled < barWidth ? '>' : ''}${' '.repeat(Math.max(0, barWidth - filled - 1))}]`
  const parts = [`${count(done)} of ${count(total)} keys`]
  if (perSecond > 0) parts.push(`${count(perSecond)} keys/s`)
  if (perSecond > 0 && total > done) parts.push(`${leftText(Math.ceil((total - done) / perSecond))} left`)
  if (dirty > 0) parts.push(`${count(dirty)} dirty`)
  if (waiting !== undefined) parts.push(`waiting (${waiting})`)
  return `${phase} ${bar} ${Math.floor(share * 100)} %  ${parts.join(', ')}`
}

export const count = (value: number): string => value.toLocaleString('en-US')

export function leftText(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
