import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { epochMs } from './clock.ts'
import { SimulatedClock } from './simulated-clock.ts'

/** Lets every promise that is already resolved run on. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('SimulatedClock', () => {
  test('stands still until an event moves it', async () => {
    const clock = new SimulatedClock(epochMs(1_000))
    await settle()
    expect(clock.now()).toBe(1_000)
    clock.advanceTo(epochMs(1_500))
    expect(clock.now()).toBe(1_500)
  })

  test.prop([fc.array(fc.nat(10_000), { minLength: 1 })])('never goes back', (times) => {
    const clock = new SimulatedClock(epochMs(0))
    for (const at of times) {
      const before = clock.now()
      clock.advanceTo(epochMs(at))
      expect(clock.now()).toBe(Math.max(before, at))
    }
  })

  test('ignores a time that is no number', () => {
    const clock = new SimulatedClock(epochMs(7))
    clock.advanceTo(epochMs(Number.NaN))
    expect(clock.now()).toBe(7)
  })

  test.prop([
    fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 20 }),
    fc.integer({ min: 0, max: 120 }),
  ])(
    'wakes exactly the sleepers that are due, by due time and then in the order they fell asleep',
    async (spans, until) => {
      const clock = new SimulatedClock(epochMs(0))
      const woken: number[] = []
      for (const [index, span] of spans.entries()) void clock.sleep(span).then(() => woken.push(index))
      clock.advanceTo(epochMs(until))
      await settle()
      const due = spans.map((span, index) => ({ span, index })).filter(({ span }) => span <= until)
      expect(woken).toEqual(due.toSorted((a, b) => a.span - b.span || a.index - b.index).map(({ index }) => index))
    },
  )

  test('counts a sleep from the time at which it began', async () => {
    const clock = new SimulatedClock(epochMs(100))
    let awake = false
    void clock.sleep(50).then(() => (awake = true))
    clock.advanceTo(epochMs(149))
    await settle()
    expect(awake).toBe(false)
    clock.advanceTo(epochMs(150))
    await settle()
    expect(awake).toBe(true)
  })

  test('ends a sleep without error when the signal aborts', async () => {
    const clock = new SimulatedClock(epochMs(0))
    const abort = new AbortController()
    const slept = clock.sleep(1_000, abort.signal)
    abort.abort()
    await slept
    expect(clock.now()).toBe(0)
    await clock.sleep(1_000, abort.signal)
  })

  test('does not sleep for a span that is not positive', async () => {
    const clock = new SimulatedClock(epochMs(0))
    await clock.sleep(0)
    await clock.sleep(-1)
    await clock.sleep(Number.NaN)
    expect(clock.now()).toBe(0)
  })
})
