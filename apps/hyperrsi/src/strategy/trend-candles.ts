import { timeframeMs, type Candle, type Timeframe } from '@tradingboost/domain'
import { z } from 'zod'

/** Closes of the trend timeframe, put together from the bot's candles. */
export const trendCandles = z.object({
  /** Of whole spans, oldest first. */
  closes: z.array(z.number()),
  /** The span that is not over, and the last close in it. */
  forming: z.object({ openAt: z.int(), close: z.number() }).nullable(),
})

export type TrendCandles = z.infer<typeof trendCandles>

export const noTrendCandles: TrendCandles = { closes: [], forming: null }

/**
 * Adds a closed candle; a span is over with its last candle, or when a later one shows that its end was missed.
 * Keeps `keep` closes.
 */
export function addToTrend(
  trend: TrendCandles,
  candle: Candle,
  spans: { readonly candle: Timeframe; readonly trend: Timeframe },
  keep: number,
): TrendCandles {
  const candleMs = timeframeMs(spans.candle)
  const trendMs = Math.max(timeframeMs(spans.trend), candleMs)
  const openAt = Math.floor(candle.openAt / trendMs) * trendMs
  const close = candle.close.toNumber()
  const missed = trend.forming !== null && trend.forming.openAt !== openAt ? [trend.forming.close] : []
  const isOver = candle.openAt + candleMs >= openAt + trendMs
  const closes = [...trend.closes, ...missed, ...(isOver ? [close] : [])]
  return { closes: closes.slice(-keep), forming: isOver ? null : { openAt, close } }
}
