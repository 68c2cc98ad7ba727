import { TradingError } from '@tradingboost/domain'

/** Reads a bulk string; undefined for nil. */
export function readText(reply: unknown): string | undefined {
  if (reply === null) return undefined
  if (typeof reply === 'string') return reply
  throw unexpected(reply, 'a string or nil')
}

/** Reads an array of bulk strings; undefined stands for nil at its place. */
export function readTexts(reply: unknown): readonly (string | undefined)[] {
  if (Array.isArray(reply)) return reply.map((element: unknown) => readText(element))
  throw unexpected(reply, 'an array of strings')
}

/** Reads an array of bulk strings that holds no nil. */
export function readMembers(reply: unknown): readonly string[] {
  if (Array.isArray(reply) && reply.every((element: unknown) => typeof element === 'string')) return reply
  throw unexpected(reply, 'an array of strings without nil')
}

/** Reads an integer. */
export function readInteger(reply: unknown): number {
  if (typeof reply === 'number' && Number.isSafeInteger(reply)) return reply
  throw unexpected(reply, 'an integer')
}

/** Reads the fields of a hash; undefined when the hash has none, which is when its key does not exist. */
export function readFields(reply: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof reply !== 'object' || reply === null || Array.isArray(reply))
    throw unexpected(reply, 'the fields of a hash')
  const values: readonly unknown[] = Object.values(reply)
  if (!values.every((value) => typeof value === 'string')) throw unexpected(reply, 'the fields of a hash')
  // Every value was looked at just now; a copy would cost as much again.
  return values.length === 0 ? undefined : (reply as Readonly<Record<string, string>>)
}

function unexpected(reply: unknown, expected: string): TradingError {
  const shape = reply === null ? 'nil' : Array.isArray(reply) ? 'an array' : typeof reply
  return new TradingError(
    'protocol-violated',
    `Redis answered ${shape} where ${expected} belongs: check that it is a Redis server`,
    {
      retry: 'never',
    },
  )
}
