export type EnsureRedisErrorCode =
  | 'redis-not-found'
  | 'redis-setting-invalid'
  | 'redis-port-used'
  | 'redis-start-failed'

/** Says in one sentence why there is no Redis and what to do about it; `code` is for programs. */
export class EnsureRedisError extends Error {
  override readonly name = 'EnsureRedisError'
  readonly code: EnsureRedisErrorCode

  constructor(code: EnsureRedisErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
