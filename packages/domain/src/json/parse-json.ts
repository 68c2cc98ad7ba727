import type { JsonValue } from './json-value.ts'
import { holdsInexactNumber } from './holds-inexact-number.ts'
import { parseKeepingDigits } from './parse-keeping-digits.ts'

/** A parsed value, or why the text is not JSON. */
export type ParsedJson =
  | { readonly kind: 'ok'; readonly value: JsonValue }
  | { readonly kind: 'invalid'; readonly reason: string }

/**
 * Reads JSON, Python's spelling included (`5.0`, `1e-05`, `\uXXXX`), without changing a digit.
 *
 * A number becomes a JavaScript number when that holds its exact value; integers beyond 2^53 and decimals of more
 * digits than a double holds become a LosslessNumber. A bare NaN or Infinity is not JSON and makes the text invalid.
 */
export function parseJson(text: string): ParsedJson {
  try {
    return { kind: 'ok', value: readJson(text) }
  } catch (cause) {
    return { kind: 'invalid', reason: whyInvalid(text, cause) }
  }
}

/** What `parseJson` reads, without a word around it. Throws what JSON.parse throws. */
export function readJson(text: string): JsonValue {
  const value = JSON.parse(text) as JsonValue
  return holdsInexactNumber(text, value) ? parseKeepingDigits(text) : value
}

/** Why a text is not JSON, given what JSON.parse threw. */
export function whyInvalid(text: string, cause: unknown): string {
  const bare = /(?:^|[:,[\s])(-?(?:NaN|Infinity))\b/.exec(text)?.[1]
  if (bare !== undefined) return `it is not JSON: it holds a bare ${bare}, which JSON has no word for`
  return `it is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`
}
