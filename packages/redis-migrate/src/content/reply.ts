import { TradingError } from '@tradingboost/domain'

/** Reads a list of texts out of a script's reply. */
export function texts(reply: unknown, script: string): readonly string[] {
  if (Array.isArray(reply) && reply.every((element) => typeof element === 'string')) return reply
  throw unexpected(script)
}

/** Reads a list whose elements are looked at one by one. */
export function list(reply: unknown, script: string): readonly unknown[] {
  if (Array.isArray(reply)) return reply
  throw unexpected(script)
}

export function unexpected(script: string): TradingError {
  return new TradingError(
    'protocol-violated',
    `the script ${script} answered in a form it does not have: check that it is a Redis server of version 7 or newer`,
    { retry: 'never' },
  )
}
