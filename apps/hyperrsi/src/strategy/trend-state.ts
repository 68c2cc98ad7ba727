import { createBollinger, createMomentum, createSma } from '@tradingboost/indicators'
import type { PositionSide } from '@tradingboost/domain'

/** From strong down (-2) to strong up (2). */
export type TrendState = -2 | -1 | 0 | 1 | 2

const momentumLength = 20
const shortAverage = 20
const longAverage = 60
const bandLength = 15
const bandDeviations = 1.5

/** Closes of the trend timeframe that the state looks back on. */
export const trendLookback = longAverage

/**
 * The trend over closes of the trend timeframe, oldest first, by Bollinger bands (15, 1.5), momentum over 20 and averages of
 * 20 and 60, as the original has it; both strong states are tested before the weak ones (the original tests strong down
 * last, and never reaches it). 0 while there are too few closes.
 */
export function trendState(closes: readonly number[]): TrendState {
  const close = closes.at(-1)
  const momentum = lastOf(createMomentum(momentumLength), closes)
  const bands = lastOf(createBollinger(bandLength, bandDeviations), closes)
  if (close === undefined || momentum === undefined || bands === undefined) return 0
  if (close > bands.upper && momentum > 0) return 2
  if (close < bands.lower && momentum < 0) return -2
  const short = lastOf(createSma(shortAverage), closes)
  const long = lastOf(createSma(longAverage), closes)
  if (short === undefined || long === undefined) return 0
  if (close > short && short > long && momentum > 0) return 1
  if (close < short && short < long && momentum < 0) return -1
  return 0
}

/** Whether there are closes enough to tell a strong trend. */
export const isTrendWarm = (closes: readonly number[]): boolean => closes.length > momentumLength

/** Whether the trend lets a side enter: nothing is bought into a strong fall or sold short into a strong rise. */
export const trendAllows = (side: PositionSide, state: TrendState): boolean => state !== (side === 'long' ? -2 : 2)

function lastOf<Output>(
  indicator: { update(value: number): Output | undefined },
  values: readonly number[],
): Output | undefined {
  let last: Output | undefined
  for (const value of values) last = indicator.update(value)
  return last
}
