import type { Candle } from '@tradingboost/domain'
import { Decimal, epochMs, price, quantity } from '@tradingboost/domain'
import type { BuilderInput } from './builder-input.ts'

/** A candle at 100 that does not move; high and low follow open and close. */
export function aCandle(input: BuilderInput<Candle> = {}): Candle {
  const open = price(input.open ?? input.close ?? 100)
  const close = price(input.close ?? open)
  return {
    openAt: epochMs(input.openAt ?? Date.UTC(2024, 0, 1)),
    open,
    high: price(input.high ?? Decimal.max(open, close)),
    low: price(input.low ?? Decimal.min(open, close)),
    close,
    volume: quantity(input.volume ?? 1_000),
  }
}
