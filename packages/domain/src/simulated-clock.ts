import { epochMs, type Clock, type EpochMs } from './clock.ts'

interface Sleeper {
  readonly wakesAt: EpochMs
  readonly wake: () => void
}

/**
 * A clock that stands still until events move it: replays take their time from the market's.
 * Sleepers wake by due time, then in the order in which they fell asleep, and see the time that the clock was moved to.
 */
export class SimulatedClock implements Clock {
  #now: EpochMs
  #sleepers: readonly Sleeper[] = []

  constructor(startAt: EpochMs) {
    this.#now = startAt
  }

  now(): EpochMs {
    return this.#now
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (!(milliseconds > 0) || signal?.aborted === true) return Promise.resolve()
    return new Promise((resolve) => {
      const abort = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
        resolve()
      }
      const wake = () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      }
      const sleeper: Sleeper = { wakesAt: epochMs(this.#now + milliseconds), wake }
      this.#sleepers = [...this.#sleepers, sleeper]
      signal?.addEventListener('abort', abort, { once: true })
    })
  }

  /** Moves to the time of an event; an earlier time leaves the clock where it is, since accounts report side by side. */
  advanceTo(at: EpochMs): void {
    if (!(at > this.#now)) return
    this.#now = at
    const due = this.#sleepers.filter((sleeper) => sleeper.wakesAt <= at)
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.wakesAt > at)
    for (const sleeper of due.toSorted((left, right) => left.wakesAt - right.wakesAt)) sleeper.wake()
  }
}
