import { epochMs, SimulatedClock } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { paceCandles } from './pace-candles.ts'

const { signal } = new AbortController()

/** When the wait for the next candle is over, the clock moving in steps of a millisecond. */
async function nextCandleAt(clock: SimulatedClock, pace: () => Promise<void>): Promise<number> {
  let isOver = false
  const over = pace().then(() => (isOver = true))
  for (;;) {
    await Promise.resolve()
    await Promise.resolve()
    if (isOver) break
    clock.advanceTo(epochMs(clock.now() + 1))
  }
  await over
  return clock.now()
}

test('the time that a candle takes is part of its span', async () => {
  const clock = new SimulatedClock(epochMs(0))
  const pace = paceCandles(clock, 50, signal)
  expect(await nextCandleAt(clock, pace)).toBe(20)
  clock.advanceTo(epochMs(35))
  expect(await nextCandleAt(clock, pace)).toBe(40)
})

test('after a delay the candles go on at their pace and do not catch up', async () => {
  const clock = new SimulatedClock(epochMs(0))
  const pace = paceCandles(clock, 50, signal)
  clock.advanceTo(epochMs(5_000))
  expect(await nextCandleAt(clock, pace)).toBe(5_000)
  expect(await nextCandleAt(clock, pace)).toBe(5_020)
})
