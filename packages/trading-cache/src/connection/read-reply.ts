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
  const pairs = readPairs(reply)
  return pairs === undefined ? undefined : fieldsOf(pairs)
}

/** Reads the fields of a hash as Redis tells them, each name before its text; undefined when it has none. */
export function readPairs(reply: unknown): readonly string[] | undefined {
  const pairs = readMembers(reply)
  if (pairs.length % 2 === 1) throw unexpected(reply, 'the fields of a hash')
  return pairs.length === 0 ? undefined : pairs
}

/** The fields of pairs by their names. */
export function fieldsOf(pairs: readonly string[]): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {}
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const name = pairs[at] ?? ''
    // A field of this name is a field like any other, and no prototype.
    if (name === '__proto__') Object.defineProperty(fields, name, { value: pairs[at + 1], ...plainField })
    else fields[name] = pairs[at + 1] ?? ''
  }
  return fields
}

const plainField = { configurable: true, enumerable: true, writable: true }

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
