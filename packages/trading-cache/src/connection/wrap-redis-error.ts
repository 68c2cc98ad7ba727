import { TradingError, type RetryAdvice } from '@tradingboost/domain'

/** What was asked of which server, as an error names it. */
export interface RedisAttempt {
  readonly command: string
  readonly keys: readonly string[]
  readonly address: string
}

/** Error words of a server that is there but cannot serve now; another try later may succeed. */
const passing = ['LOADING', 'BUSY', 'MASTERDOWN', 'CLUSTERDOWN', 'TRYAGAIN', 'READONLY', 'NOREPLICAS', 'UNBLOCKED']
/** Error words of a refusal that room or an operator may lift. */
const liftable = ['OOM', 'MISCONF']

/** Wraps what ioredis threw, once: `redis-unavailable` when the server could not be asked, `redis-refused` when it said no. */
export function wrapRedisError(cause: unknown, attempt: RedisAttempt): TradingError {
  if (cause instanceof TradingError) return cause
  const said = describeCause(cause)
  const what = `${attempt.command.toUpperCase()} ${describeKeys(attempt.keys)}`.trimEnd()
  const details = { command: attempt.command, keys: attempt.keys, address: attempt.address }
  const word = replyWord(cause)
  if (word === undefined || passing.includes(word)) {
    return new TradingError(
      'redis-unavailable',
      `could not ask Redis at ${attempt.address} for ${what}: ${said}; try again later`,
      {
        retry: 'later',
        details,
        cause,
      },
    )
  }
  const retry: RetryAdvice = liftable.includes(word) ? 'later' : 'never'
  const advice =
    retry === 'later' ? 'free memory or disk of the server' : 'check the key, its type and the rights of the user'
  return new TradingError('redis-refused', `Redis at ${attempt.address} refused ${what}: ${said}; ${advice}`, {
    retry,
    details,
    cause,
  })
}

/** Tells an answer that is an error from a failure to get any answer. */
export function isReplyError(cause: unknown): cause is Error {
  return cause instanceof Error && cause.name === 'ReplyError'
}

function describeCause(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return cause.name === 'MaxRetriesPerRequestError' ? 'the connection is lost' : cause.message
}

/** First word of an error reply, such as WRONGTYPE; undefined when the server did not reply. */
function replyWord(cause: unknown): string | undefined {
  if (!isReplyError(cause)) return undefined
  return /^[A-Z]+/.exec(cause.message)?.[0] ?? 'ERR'
}

function describeKeys(keys: readonly string[]): string {
  const shown = keys.slice(0, 3).join(' ')
  return keys.length > 3 ? `${shown} and ${keys.length - 3} more` : shown
}
