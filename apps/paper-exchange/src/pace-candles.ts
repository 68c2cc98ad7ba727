import type { Clock } from '@tradingboost/domain'

/** Waits before each candle so that they come evenly; after a delay the rest come later too, instead of in a rush. */
export function paceCandles(clock: Clock, candlesPerSecond: number, signal: AbortSignal): () => Promise<void> {
  const spanMs = 1_000 / candlesPerSecond
  let dueAt: number = clock.now()
  return async () => {
    dueAt = Math.max(dueAt + spanMs, clock.now())
    await clock.sleep(dueAt - clock.now(), signal)
  }
}
