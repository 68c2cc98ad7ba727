import type { JsonValue } from './json-value.ts'
import { LosslessNumber } from './lossless-number.ts'

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
    return {
      kind: 'ok',
      value: mayHoldLongNumber.test(text) ? parseKeepingDigits(text) : (JSON.parse(text) as JsonValue),
    }
  } catch (cause) {
    return { kind: 'invalid', reason: whyInvalid(text, cause) }
  }
}

/**
 * Up to 15 digits without an exponent survive a double. The look-behind leaves out ids that stand in strings; a string
 * that looks like a number after a blank only costs the slower path.
 */
const mayHoldLongNumber = /(?:^|[:,[\s])-?(?:\d[\d.]{15,}|[\d.]+[eE])/

type Reviver = (key: string, value: JsonValue, context: { readonly source?: string }) => JsonValue

/** The third argument of a reviver, the source text, is part of JavaScript since 2024, not yet of the compiler's library. */
const parseWithSource = JSON.parse as (text: string, reviver: Reviver) => JsonValue

function parseKeepingDigits(text: string): JsonValue {
  return parseWithSource(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && !isExact(value, source) ? new LosslessNumber(source) : value,
  )
}

function isExact(value: number, source: string): boolean {
  if (!Number.isFinite(value)) return false
  const isInteger = !/[.eE]/.test(source)
  if (isInteger) return Number.isSafeInteger(value)
  return canonicalDigits(String(value)) === canonicalDigits(source)
}

/** Sign (but for zero), significant digits and exponent of a number token, so that `1e-05`, `0.00001` and `1.0e-5` compare equal. */
function canonicalDigits(token: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length)
  return `${sign}${significant}e${power}`
}

function whyInvalid(text: string, cause: unknown): string {
  const bare = /(?:^|[:,[\s])(-?(?:NaN|Infinity))\b/.exec(text)?.[1]
  if (bare !== undefined) return `it is not JSON: it holds a bare ${bare}, which JSON has no word for`
  return `it is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`
}
