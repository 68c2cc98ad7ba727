import type { Clock } from '@tradingboost/domain'
import type { AuditProgress } from '@tradingboost/redis-audit'

/** The part of standard error that progress needs. */
export interface ProgressScreen {
  readonly isTTY?: boolean
  write(text: string): unknown
}

const everyMs = 200
const clearLine = '\r\u001b[K'

/** One line that shows how far an audit is and when it will be done; nothing where nobody looks on. */
export function auditProgress(
  screen: ProgressScreen,
  clock: Clock,
): { readonly show: (progress: AuditProgress) => void; readonly clear: () => void } {
  const startedAt = clock.now()
  let shownAt = Number.NEGATIVE_INFINITY
  return {
    show(progress) {
      const now = clock.now()
      if (screen.isTTY !== true || now - shownAt < everyMs) return
      shownAt = now
      screen.write(`${clearLine}${progressLine(progress, now - startedAt)}`)
    },
    clear() {
      if (screen.isTTY === true) screen.write(clearLine)
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
