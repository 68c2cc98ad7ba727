import { TradingError } from '@tradingboost/domain'
import type { z } from 'zod'
import type { JsonObject, JsonValue } from '@tradingboost/domain'
import { readJson, whyInvalid } from '@tradingboost/domain'

/** The error of a stored value that is not what the catalogue says; the bytes stay as they are. */
export function quarantine(key: string, reason: string): TradingError {
  return new TradingError(
    'stored-value-invalid',
    `the value at ${key} is not what the catalogue says: ${reason}; look at it and repair or remove it`,
    {
      retry: 'never',
      details: { key, reason },
    },
  )
}

/** Reads a stored value by its schema. Throws a TradingError `stored-value-invalid` that names the key and each wrong field. */
export function parseRecord<Schema extends z.ZodType>(key: string, schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) =>
    [issue.path.join('.'), issue.message].filter((part) => part !== '').join(': '),
  )
  throw quarantine(key, problems.join('; '))
}

/**
 * What `read` makes of a record's texts. Throws a TradingError `stored-value-invalid` where a text spells a decimal that is
 * no such amount, as a quantity below zero.
 */
export function readAmounts<Result>(key: string, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (error instanceof TradingError && error.code === 'invalid-amount') throw quarantine(key, error.message)
    throw error
  }
}

/** Reads stored JSON text that must hold an object. Throws a TradingError `stored-value-invalid`. */
export function parseJsonObject(key: string, text: string): JsonObject {
  let value: JsonValue
  try {
    value = readJson(text)
  } catch (cause) {
    throw quarantine(key, whyInvalid(text, cause))
  }
  if (typeof value === 'object' && value !== null && isObject(value)) return value
  throw quarantine(
    key,
    `it is ${value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`} where an object belongs`,
  )
}

const isObject = (value: object): value is JsonObject => Object.getPrototypeOf(value) === Object.prototype
