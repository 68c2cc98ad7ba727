import { epochMs, type Decimal, type EpochMs } from '@tradingboost/domain'

/** When positions of swaps pay each other, and which share of their notional: longs pay a positive rate. */
export interface FundingRate {
  readonly at: EpochMs
  readonly rate: Decimal
}

/** Recorded rates, oldest first, or one rate at each multiple of a span since 1970. */
export type FundingSchedule =
  | { readonly kind: 'recorded'; readonly rates: readonly FundingRate[] }
  | { readonly kind: 'constant'; readonly rate: Decimal; readonly everyMs: number }

/** The rates that are due after `from`, up to and including `to`. */
export function fundingBetween(schedule: FundingSchedule, from: EpochMs, to: EpochMs): readonly FundingRate[] {
  if (schedule.kind === 'recorded') return schedule.rates.filter(({ at }) => at > from && at <= to)
  const { rate, everyMs } = schedule
  const due: FundingRate[] = []
  for (let at = (Math.floor(from / everyMs) + 1) * everyMs; at <= to; at += everyMs) due.push({ at: epochMs(at), rate })
  return due
}
