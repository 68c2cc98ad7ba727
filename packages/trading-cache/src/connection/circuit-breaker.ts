import type { Clock } from '@tradingboost/domain'
import { CircuitState, circuitBreaker, ConsecutiveBreaker, handleWhen, type CircuitBreakerPolicy } from 'cockatiel'

/** When to stop asking a server that does not answer, and when to try again. */
export interface BreakerSettings {
  /** Calls in a row without an answer after which no more are made; 5 without it. */
  readonly afterFailures?: number
  /** Until one call is let through to see; 1,000 ms without it. */
  readonly retryAfterMs?: number
}

/**
 * Fails calls at once while the server does not answer, so that nobody waits for a time limit that the calls before have
 * waited for in vain. After a while one call is let through; its answer closes the circuit, and so does a new connection.
 */
export class CircuitBreaker {
  readonly #clock: Clock
  readonly #afterFailures: number
  readonly #retryAfterMs: number
  readonly #isFailure: (cause: unknown) => boolean
  #policy: CircuitBreakerPolicy
  #isCalm = true
  #openedAt = 0

  /** `isFailure` tells that there was no answer from an answer that is an error. */
  constructor(clock: Clock, isFailure: (cause: unknown) => boolean, settings: BreakerSettings = {}) {
    this.#clock = clock
    this.#isFailure = isFailure
    this.#afterFailures = settings.afterFailures ?? 5
    this.#retryAfterMs = settings.retryAfterMs ?? 1_000
    this.#policy = this.#closedPolicy()
  }

  /** Milliseconds until the next call may be tried; undefined while calls are made. */
  get retryAfterMs(): number | undefined {
    const { state } = this.#policy
    // One call is on its way already to find out.
    if (state === CircuitState.HalfOpen) return this.#retryAfterMs
    if (state !== CircuitState.Open) return undefined
    const leftMs = this.#openedAt + this.#retryAfterMs - this.#clock.now()
    return leftMs > 0 ? leftMs : undefined
  }

  /** No failure since the last success: calls may be made without `call`, which costs more than it tells then. */
  get isCalm(): boolean {
    return this.#isCalm
  }

  /** Makes the call and counts how it ends; ask `retryAfterMs` before. */
  async call<T>(make: () => Promise<T>): Promise<T> {
    const policy = this.#policy
    try {
      const result = await policy.execute(make)
      if (this.#policy === policy && policy.state === CircuitState.Closed) this.#isCalm = true
      return result
    } catch (cause) {
      this.#isCalm &&= !this.#isFailure(cause)
      throw cause
    }
  }

  /** Counts a failure of a call that was made without `call`. */
  count(cause: Error): void {
    this.#isCalm = false
    // It rejects with the cause, which the caller of the call is told.
    this.#policy.execute(() => Promise.reject(cause)).catch(() => undefined)
  }

  /** Forgets all failures: the server answers. */
  reset(): void {
    this.#isCalm = true
    this.#policy = this.#closedPolicy()
  }

  #closedPolicy(): CircuitBreakerPolicy {
    const policy = circuitBreaker(handleWhen(this.#isFailure), {
      halfOpenAfter: this.#retryAfterMs,
      breaker: new ConsecutiveBreaker(this.#afterFailures),
    })
    policy.onBreak(() => {
      this.#openedAt = this.#clock.now()
    })
    return policy
  }
}
