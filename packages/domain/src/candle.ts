import type { Price, Quantity } from './amounts.ts'
import type { EpochMs } from './clock.ts'

/** The spans that candles are kept in, shortest first. */
export const timeframes = ['1m', '3m', '5m', '15m', '30m', '1h', '2h', '4h', '6h', '12h', '1d'] as const
export type Timeframe = (typeof timeframes)[number]

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const spansMs: Readonly<Record<Timeframe, number>> = {
  '1m': minuteMs,
  '3m': 3 * minuteMs,
  '5m': 5 * minuteMs,
  '15m': 15 * minuteMs,
  '30m': 30 * minuteMs,
  '1h': hourMs,
  '2h': 2 * hourMs,
  '4h': 4 * hourMs,
  '6h': 6 * hourMs,
  '12h': 12 * hourMs,
  '1d': 24 * hourMs,
}

/** Length of a timeframe in milliseconds. */
export const timeframeMs = (timeframe: Timeframe): number => spansMs[timeframe]

/** Open, high, low, close and volume over one timeframe; closed, never forming. */
export interface Candle {
  readonly openAt: EpochMs
  readonly open: Price
  readonly high: Price
  readonly low: Price
  readonly close: Price
  /** Traded quantity in contracts (swaps) or base currency (spot). */
  readonly volume: Quantity
}

/** Says in a few words what contradicts itself in a candle, naming the values; undefined when nothing does. */
export function candleProblem(candle: Candle): string | undefined {
  const { openAt, open, high, low, close, volume } = candle
  if (!Number.isSafeInteger(openAt) || openAt < 0) return `its time ${openAt} is no count of milliseconds since 1970`
  if (!low.isPositive() || low.isZero()) return `low ${low.toString()} is not above zero`
  if (high.lt(low)) return `high ${high.toString()} is below low ${low.toString()}`
  for (const [name, value] of Object.entries({ open, close })) {
    if (value.lt(low)) return `${name} ${value.toString()} is below low ${low.toString()}`
    if (value.gt(high)) return `${name} ${value.toString()} is above high ${high.toString()}`
  }
  if (volume.isNegative()) return `volume ${volume.toString()} is negative`
  return undefined
}
