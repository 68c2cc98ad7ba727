import { TradingError, type Clock, type TradingEvent } from '@tradingboost/domain'
import type { EngineState } from '../engine-state.ts'
import type { Journal } from '../journal.ts'
import { latestOnly } from './latest-only.ts'

const backlogLimit = 1_000
const firstDelayMs = 100
const longestDelayMs = 2_000

/** Writes to the journal, and keeps what could not be written until it can be. */
export class Recorder<Memory> {
  readonly #journal: Journal<Memory>
  readonly #clock: Clock
  #backlog: readonly TradingEvent[] = []

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

  /** Tries at growing intervals until `attempt` says that all is recorded, or the signal aborts. */
  async retry(attempt: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
    let delayMs = firstDelayMs
    while (!signal.aborted) {
      await this.#clock.sleep(delayMs, signal)
      if (signal.aborted || (await attempt())) return
      delayMs = Math.min(delayMs * 2, longestDelayMs)
    }
  }
}
