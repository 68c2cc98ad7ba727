/** What a caller may do after the error: try again at once, try again later, or give up. */
export type RetryAdvice = 'now' | 'later' | 'never'

/** Every code that a TradingError carries; one code, one cause. */
export type TradingErrorCode =
  | 'invalid-amount'
  | 'invalid-id'
  | 'invalid-symbol'
  | 'invalid-transition'
  | 'invalid-config'
  | 'invalid-candles'
  | 'unknown-instrument'
  | 'redis-unavailable'
  | 'redis-refused'
  | 'wrong-environment'
  | 'stored-value-invalid'
  | 'value-not-storable'
  | 'exchange-unavailable'
  | 'exchange-refused'
  | 'protocol-violated'
  | 'lease-lost'
  | 'not-found'
  | 'conflict'

/** What goes with the message: advice, the values concerned, and the error underneath. */
export interface TradingErrorOptions {
  readonly retry: RetryAdvice
  readonly details?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** An error that says what, which and what now, with a literal code and advice on trying again. */
export class TradingError extends Error {
  override readonly name = 'TradingError'
  readonly code: TradingErrorCode
  readonly retry: RetryAdvice
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: TradingErrorCode, message: string, options: TradingErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retry = options.retry
    this.details = options.details ?? {}
  }
}
