import type { Order } from '@tradingboost/domain'

/** Legs whose orders the exchange turned away: how often in a row, and the candle from which on it is tried again. */
export type Pauses = ReadonlyMap<string, { readonly failures: number; readonly untilCandle: number }>

const longestPause = 64
/** Protection is tried at least so often. */
const longestProtectionPause = 4

/** Pauses a leg: one candle after the first failure, twice as many after each further one. */
export function pauseLeg(pauses: Pauses, leg: string, isProtection: boolean, candles: number): Pauses {
  const failures = (pauses.get(leg)?.failures ?? 0) + 1
  const longest = isProtection ? longestProtectionPause : longestPause
  const length = Math.min(2 ** (failures - 1), longest)
  return new Map(pauses).set(leg, { failures, untilCandle: candles + length })
}

/** Leaves legs that a limit keeps away until the next candle: what frees room in between was not decided on. */
export function holdLegs(pauses: Pauses, legs: readonly string[], candles: number): Pauses {
  const free = legs.filter((leg) => !pauses.has(leg))
  if (free.length === 0) return pauses
  return new Map([...pauses, ...free.map((leg) => [leg, { failures: 0, untilCandle: candles + 1 }] as const)])
}

/** With the next candle a leg whose order rests is over its trouble, and what a limit kept away is tried again. */
export function endPauses(pauses: Pauses, orders: Iterable<{ readonly order: Order; readonly leg: string }>): Pauses {
  if (pauses.size === 0) return pauses
  const resting = new Set([...orders].filter(({ order }) => order.exchangeOrderId !== undefined).map(({ leg }) => leg))
  return new Map([...pauses].filter(([leg, { failures }]) => failures > 0 && !resting.has(leg)))
}

/** The legs at which nothing is tried at that candle. */
export const pausedLegs = (pauses: Pauses, candles: number): ReadonlySet<string> =>
  new Set([...pauses].filter(([, { untilCandle }]) => untilCandle > candles).map(([leg]) => leg))
