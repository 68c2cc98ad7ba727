import { epochMs, type Clock } from './clock.ts'
import { systemClock } from './system-clock.ts'

// Held here, for the global is a getter that costs as much as the reading.
const watch = performance
const { timeOrigin } = watch

/**
 * The time at which the process started, and how long it has run since: it never jumps when the machine's clock is set, and
 * is the one to measure ages by. For composition roots.
 */
export const steadyClock: Clock = {
  now: () => epochMs(Math.floor(timeOrigin + watch.now())),
  sleep: (milliseconds, signal) => systemClock.sleep(milliseconds, signal),
}
