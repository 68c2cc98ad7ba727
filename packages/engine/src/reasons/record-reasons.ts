import type { EpochMs } from '@tradingboost/domain'
import type { Reason, ReasonCode } from './reason.ts'

/** A reason as it arose. */
export interface RecordedReason extends Reason {
  /** Close of the candle that it arose at. */
  readonly at: EpochMs
}

/** What keeps orders away at the moment, and what did lately. */
export interface Reasons {
  readonly current: ReadonlySet<ReasonCode>
  /** The last ones that arose, oldest first. */
  readonly recent: readonly RecordedReason[]
}

export const noReasons: Reasons = { current: new Set(), recent: [] }

const kept = 200

/** A reason that arose by itself, such as a rejection: it does not last. */
export const addReason = ({ current, recent }: Reasons, reason: RecordedReason): Reasons => ({
  current,
  recent: [...recent, reason].slice(-kept),
})

/**
 * Takes the reasons of now. One has arisen when its code did not hold before: a limit keeps another leg away with each candle,
 * and is recorded with the first.
 */
export function recordReasons(
  before: Reasons,
  now: readonly Reason[],
  at: EpochMs,
): { readonly reasons: Reasons; readonly arisen: readonly RecordedReason[] } {
  const current = new Set(now.map(({ code }) => code))
  const first = [...current].flatMap((code) => now.find((reason) => reason.code === code) ?? [])
  const arisen = first
    .filter(({ code }) => !before.current.has(code))
    .map((reason): RecordedReason => ({ ...reason, at }))
  return { reasons: { current, recent: [...before.recent, ...arisen].slice(-kept) }, arisen }
}
