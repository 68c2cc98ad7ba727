import type { Clock } from '@tradingboost/domain'

/** Waits until so many keys may have been looked at since the start: `rate` keys a second, at once without a rate. */
export function createPace(clock: Clock, rate: number | undefined): (keys: number) => Promise<void> {
  const startedAt = clock.now()
  return async (keys) => {
    if (rate === undefined) return
    const dueAt = startedAt + (keys / rate) * 1_000
    const waitMs = dueAt - clock.now()
    if (waitMs > 0) await clock.sleep(waitMs)
  }
}
