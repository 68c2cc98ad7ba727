import type { Clock } from '@tradingboost/domain'
import type { AuditProgress } from '@tradingboost/redis-audit'

/** The part of standard error that progress needs. */
export interface ProgressScreen {
  readonly isTTY?: boolean
  write(text: string): unknown
}

const terminalEveryMs = 200
const lineEveryMs = 5_000
const clearLine = '\r\u001b[K'

/** Shows how far an audit is and when it will be done: a line that renews itself on a terminal, a line every 5 s elsewhere, unless JSON is asked for. */
export function auditProgress(
  screen: ProgressScreen,
  clock: Clock,
  isJson = false,
): { readonly show: (progress: AuditProgress) => void; readonly clear: () => void } {
  const startedAt = clock.now()
  const renews = screen.isTTY === true
  let shownAt = renews ? Number.NEGATIVE_INFINITY : startedAt
  return {
    show(progress) {
      const now = clock.now()
      if (isJson && !renews) return
      if (now - shownAt < (renews ? terminalEveryMs : lineEveryMs)) return
      shownAt = now
      const line = progressLine(progress, now - startedAt)
      screen.write(renews ? `${clearLine}${line}` : `${line}\n`)
    },
    clear() {
      if (renews) screen.write(clearLine)
    },
  }
}

/** "45,000 of 1,000,000 keys (4 %), 57,000 keys/s, 17 s left" */
export function progressLine({ keys, total }: AuditProgress, elapsedMs: number): string {
  const share = total === 0 ? 100 : Math.floor((keys / total) * 100)
  const parts = [`${keys.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} keys (${share} %)`]
  const perSecond = elapsedMs > 0 ? (keys / elapsedMs) * 1_000 : 0
  if (perSecond > 0) {
    parts.push(`${Math.round(perSecond).toLocaleString('en-US')} keys/s`)
    parts.push(`${leftText(Math.ceil((total - keys) / perSecond))} left`)
  }
  return parts.join(', ')
}

function leftText(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
