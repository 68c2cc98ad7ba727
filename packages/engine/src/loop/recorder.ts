import { TradingError, type Clock, type TradingEvent } from '@tradingboost/domain'
import type { EngineState } from '../engine-state.ts'
import type { Journal } from '../journal.ts'
import { latestOnly } from './latest-only.ts'

const backlogLimit = 1_000
const firstDelayMs = 100
const longestDelayMs = 2_000

interface RetryWork {
  readonly attempt: () => Promise<void>
  readonly isDone: () => boolean
  readonly signal: AbortSignal
}

/** Writes to the journal, and keeps what could not be written until it can be. */
export class Recorder<Memory> {
  readonly #journal: Journal<Memory>
  readonly #clock: Clock
  #backlog: readonly TradingEvent[] = []
  #isRetrying = false

  constructor(journal: Journal<Memory>, clock: Clock) {
    this.#journal = journal
    this.#clock = clock
  }

  /** Undefined when all is recorded, else why it is kept for later. Throws what cannot be mended by waiting. */
  async record(events: readonly TradingEvent[], state: EngineState<Memory>): Promise<TradingError | undefined> {
    const wanted = this.#backlog.length === 0 ? events : [...this.#backlog, ...events]
    this.keep(events)
    try {
      await this.#journal.record(wanted, state)
    } catch (error) {
      if (error instanceof TradingError && error.retry !== 'never') return error
      throw error
    }
    this.#backlog = []
    return undefined
  }

  /** Adds events to what is to be recorded later. */
  keep(events: readonly TradingEvent[]): void {
    const all = [...this.#backlog, ...events]
    this.#backlog = all.length > backlogLimit ? latestOnly(all) : all
  }

  /**
   * Attempts at growing intervals until all is recorded or the signal aborts. Asked for again meanwhile, it goes on: a journal
   * that comes and goes has one retry under way.
   */
  async retry(work: RetryWork): Promise<void> {
    if (this.#isRetrying) return
    this.#isRetrying = true
    try {
      // Nothing may come between `isDone` and the end: who loses the journal then must be able to start anew.
      for (let delayMs = firstDelayMs; !work.isDone(); delayMs = Math.min(delayMs * 2, longestDelayMs)) {
        await this.#clock.sleep(delayMs, work.signal)
        if (work.signal.aborted) return
        await work.attempt()
      }
    } finally {
      this.#isRetrying = false
    }
  }
}
