import { epochMs, type Clock } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { createPace } from './pace.ts'

test('waits until the keys are due at the rate, and never without one', async () => {
  const slept: number[] = []
  let now = 5_000
  const clock: Clock = {
    now: () => epochMs(now),
    sleep: (milliseconds) => {
      slept.push(milliseconds)
      now += milliseconds
      return Promise.resolve()
    },
  }
  const pace = createPace(clock, 100)
  await pace(0)
  await pace(50)
  now += 300
  await pace(60)
  await pace(110)
  await createPace(clock, undefined)(1_000_000)
  expect(slept).toEqual([500, 300])
})
