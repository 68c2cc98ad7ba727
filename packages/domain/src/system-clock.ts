import { epochMs, type Clock } from './clock.ts'

/** Longest delay that a timer takes; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1

/** The clock of the machine; for composition roots. */
export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  async sleep(milliseconds, signal) {
    let left = milliseconds
    while (left > 0) {
      if (signal?.aborted === true) return
      const span = Math.min(left, longestTimerMs)
      await oneTimer(span, signal)
      left -= span
    }
  },
}

function oneTimer(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, milliseconds)
    signal?.addEventListener('abort', finish, { once: true })
  })
}
