import { TradingError, type Clock } from '@tradingboost/domain'
import type { Redis } from 'ioredis'
import type { CacheMeter } from '../metrics/cache-meter.ts'
import { CircuitBreaker, type BreakerSettings } from './circuit-breaker.ts'
import { TimeLimit } from './time-limit.ts'
import { isReplyError, wrapRedisError, type RedisAttempt } from './wrap-redis-error.ts'

/** How long calls may take, and how many may wait. */
export interface CallLimits {
  /** Until one round trip is answered; 2 s without it. */
  readonly commandWithinMs?: number
  /** Until a call that takes several round trips is done, whatever each of them takes; 5 s without it. */
  readonly overallWithinMs?: number
  /** How many calls may wait for a connection that does not stand; 1,000 without it. */
  readonly mostWaiting?: number
  readonly breaker?: BreakerSettings
  /** Told of every call. */
  readonly meter?: CacheMeter
}

/** One round trip: what is asked, how it is sent, and how its answer is read. */
export interface Ask<Reply> {
  /** What an error names. */
  readonly attempt: () => RedisAttempt
  readonly send: () => Promise<unknown>
  readonly read: (reply: unknown) => Reply
}

/** Asks one server, within limits of time and number; every error is a TradingError. */
export class RedisAsker {
  readonly #redis: Redis
  readonly #commands: TimeLimit
  readonly #whole: TimeLimit
  readonly #breaker: CircuitBreaker
  readonly #mostWaiting: number
  readonly #meter: CacheMeter | undefined
  #waiting = 0
  #refusal: TradingError | undefined

  constructor(redis: Redis, clock: Clock, limits: CallLimits = {}) {
    this.#redis = redis
    this.#commands = new TimeLimit(clock, limits.commandWithinMs ?? 2_000)
    this.#whole = new TimeLimit(clock, limits.overallWithinMs ?? 5_000)
    this.#breaker = new CircuitBreaker(clock, isUnanswered, limits.breaker)
    this.#mostWaiting = limits.mostWaiting ?? 1_000
    this.#meter = limits.meter
    redis.on('ready', () => this.#breaker.reset())
  }

  /** Asks once. */
  ask<Reply>(asked: Ask<Reply>): Promise<Reply> {
    return this.#meter === undefined ? this.#askNow(asked) : this.#askMeasured(asked, this.#meter)
  }

  /** Limits a call that asks more than once. */
  whole<T>(attempt: RedisAttempt, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const call = this.#whole.start(() => reject(tooSlow(attempt, this.#whole.limitMs)))
      work()
        .finally(() => this.#whole.end(call))
        .then(resolve, reject)
    })
  }

  /** Rejects every call from now on with this error. */
  refuseAll(error: TradingError): void {
    this.#refusal ??= error
  }

  close(): void {
    this.#commands.close()
    this.#whole.close()
  }

  async #askMeasured<Reply>(asked: Ask<Reply>, meter: CacheMeter): Promise<Reply> {
    const startedAt = meter.now()
    const { keys, command } = asked.attempt()
    try {
      const reply = await this.#askNow(asked)
      meter.asked(keys[0], command, startedAt)
      return reply
    } catch (error) {
      if (!(error instanceof TradingError)) throw error
      meter.failed(keys[0], error.code)
      // What was not asked took no time, and would make a Redis that is away look fast.
      if (error.details['wasAsked'] !== false) meter.asked(keys[0], command, startedAt)
      throw error
    }
  }

  #askNow<Reply>(asked: Ask<Reply>): Promise<Reply> {
    if (this.#refusal !== undefined) return Promise.reject(this.#refusal)
    const { isCalm } = this.#breaker
    return isCalm && this.#redis.status === 'ready' ? this.#ask(asked, this.#count) : this.#askWithCare(asked)
  }

  /** One promise for all that happens to a call: more of them cost more than the call. */
  #ask<Reply>({ attempt, send, read }: Ask<Reply>, onFailure?: (cause: TradingError) => void): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const fail = (cause: unknown): void => {
        const error = wrapRedisError(cause, attempt())
        onFailure?.(error)
        reject(error)
      }
      const call = this.#commands.start(() => fail(new Error(`no answer within ${this.#commands.limitMs} ms`)))
      const answer = (reply: unknown): void => {
        this.#commands.end(call)
        try {
          resolve(read(reply))
        } catch (cause) {
          fail(cause)
        }
      }
      send().then(answer, (cause: unknown) => {
        this.#commands.end(call)
        fail(cause)
      })
    })
  }

  async #askWithCare<Reply>(asked: Ask<Reply>): Promise<Reply> {
    const { retryAfterMs } = this.#breaker
    if (retryAfterMs !== undefined) throw notAsked(asked.attempt(), 'it has not answered lately', retryAfterMs)
    return await this.#breaker.call(() =>
      this.#redis.status === 'ready' ? this.#ask(asked) : this.#askOnceItStands(asked),
    )
  }

  async #askOnceItStands<Reply>(asked: Ask<Reply>): Promise<Reply> {
    if (this.#waiting >= this.#mostWaiting) {
      throw notAsked(asked.attempt(), `the connection is lost and ${this.#waiting} calls wait for it`, undefined)
    }
    this.#waiting += 1
    try {
      return await this.#ask(asked)
    } finally {
      this.#waiting -= 1
    }
  }

  readonly #count = (cause: TradingError): void => {
    if (isUnanswered(cause)) this.#breaker.count(cause)
  }
}

const isUnanswered = (cause: unknown): boolean =>
  cause instanceof TradingError && cause.code === 'redis-unavailable' && !isReplyError(cause.cause)

function tooSlow(attempt: RedisAttempt, limitMs: number): TradingError {
  return wrapRedisError(new Error(`no answer within ${limitMs} ms`), attempt)
}

function notAsked(attempt: RedisAttempt, why: string, retryAfterMs: number | undefined): TradingError {
  const { command, keys, address } = attempt
  const when = retryAfterMs === undefined ? 'later' : `in ${retryAfterMs} ms`
  return new TradingError(
    'redis-unavailable',
    `did not ask Redis at ${address} for ${command.toUpperCase()}: ${why}; try again ${when}`,
    { retry: 'later', details: { command, keys, address, retryAfterMs, wasAsked: false } },
  )
}
