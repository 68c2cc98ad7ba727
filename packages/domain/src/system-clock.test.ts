import { describe, expect, test } from 'vitest'
import { systemClock } from './system-clock.ts'

describe('systemClock', () => {
  test('tells the time of the machine', () => {
    const before = Date.now()
    const now = systemClock.now()
    expect(now).toBeGreaterThanOrEqual(before)
    expect(now).toBeLessThanOrEqual(Date.now())
  })

  test('sleeps at least the span, to the timer grain of a millisecond', async () => {
    const startedAt = performance.now()
    await systemClock.sleep(20)
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(19)
  })

  test('ends a sleep without error when the signal aborts, also one longer than a timer can take', async () => {
    const abort = new AbortController()
    const slept = systemClock.sleep(2 ** 40, abort.signal)
    const first = await Promise.race([slept.then(() => 'slept'), systemClock.sleep(30).then(() => 'still asleep')])
    expect(first).toBe('still asleep')
    abort.abort()
    await slept
  })

  test('does not sleep when the signal has aborted before or the span is not positive', async () => {
    const startedAt = performance.now()
    await systemClock.sleep(60_000, AbortSignal.abort())
    await systemClock.sleep(0)
    await systemClock.sleep(-5)
    await systemClock.sleep(Number.NaN)
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })
})
