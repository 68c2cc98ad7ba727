import type { Clock } from '@tradingboost/domain'

/** One call under a time limit. */
export interface LimitedCall {
  readonly until: number
  readonly giveUp: () => void
  before: LimitedCall | undefined
  after: LimitedCall | undefined
}

/** Gives many calls the same time limit with one timer between them: a timer each would cost a third of the speed. */
export class TimeLimit {
  readonly #clock: Clock
  readonly limitMs: number
  readonly #closed = new AbortController()
  /** A list from the oldest to the newest, which is the order in which their time is over. */
  #oldest: LimitedCall | undefined
  #newest: LimitedCall | undefined
  #isWatching = false

  constructor(clock: Clock, limitMs: number) {
    this.#clock = clock
    this.limitMs = limitMs
  }

  /** Calls `giveUp` when the time is over, unless the call has ended. */
  start(giveUp: () => void): LimitedCall {
    const call: LimitedCall = {
      until: this.#clock.now() + this.limitMs,
      giveUp,
      before: this.#newest,
      after: undefined,
    }
    if (this.#newest === undefined) this.#oldest = call
    else this.#newest.after = call
    this.#newest = call
    if (!this.#isWatching) this.#watch()
    return call
  }

  end(call: LimitedCall): void {
    if (call.before !== undefined) call.before.after = call.after
    else if (this.#oldest === call) this.#oldest = call.after
    if (call.after !== undefined) call.after.before = call.before
    else if (this.#newest === call) this.#newest = call.before
    call.before = undefined
    call.after = undefined
  }

  /** Ends the timer; calls still under way are limited no more. */
  close(): void {
    this.#closed.abort()
  }

  #watch(): void {
    this.#isWatching = true
    const waitMs = this.#oldest === undefined ? this.limitMs : Math.max(1, this.#oldest.until - this.#clock.now())
    void this.#clock.sleep(waitMs, this.#closed.signal).then(() => {
      this.#isWatching = false
      if (this.#closed.signal.aborted) return
      this.#giveUpOverdue()
      if (this.#oldest !== undefined) this.#watch()
    })
  }

  #giveUpOverdue(): void {
    const now = this.#clock.now()
    for (let call = this.#oldest; call !== undefined && call.until <= now; call = this.#oldest) {
      this.end(call)
      call.giveUp()
    }
  }
}
