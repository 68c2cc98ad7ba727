import { expect, test } from 'vitest'
import { steadyClock } from './steady-clock.ts'

test('goes on with the time that sleeps take, never back', async () => {
  const before = steadyClock.now()
  await steadyClock.sleep(20)
  const after = steadyClock.now()
  expect(after).toBeGreaterThan(before)
  expect(steadyClock.now()).toBeGreaterThanOrEqual(after)
  expect(new Date(after).getUTCFullYear()).toBeGreaterThan(2025)
})
