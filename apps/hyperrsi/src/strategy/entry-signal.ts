import type { PositionSide } from '@tradingboost/domain'

/**
 * The side that the RSI of two neighbouring closed candles calls for: it crosses OUT of a zone. Long when it leaves the
 * oversold zone upwards (before <= oversold < now), short when it leaves the overbought zone downwards.
 */
export function entrySignal(
  rsi: { readonly before: number | undefined; readonly now: number | undefined },
  zones: { readonly oversold: number; readonly overbought: number },
): PositionSide | undefined {
  const { before, now } = rsi
  if (before === undefined || now === undefined) return undefined
  if (before <= zones.oversold && now > zones.oversold) return 'long'
  if (before >= zones.overbought && now < zones.overbought) return 'short'
  return undefined
}
