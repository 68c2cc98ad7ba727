import { epochMs, type Candle } from '@tradingboost/domain'
import { aCandle } from '@tradingboost/testkit'

const startAt = Date.UTC(2024, 0, 1)

/** Candles of five minutes with these closes, each reaching 0.02 to both sides, in a market with plenty of volume. */
export function someCandles(...closes: readonly number[]): readonly Candle[] {
  return closes.map((close, index) =>
    aCandle({
      openAt: epochMs(startAt + index * 300_000),
      open: closes[index - 1] ?? close,
      close,
      high: Math.max(close, closes[index - 1] ?? close) + 0.02,
      low: Math.min(close, closes[index - 1] ?? close) - 0.02,
      volume: 100_000,
    }),
  )
}
