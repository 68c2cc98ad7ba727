import { isExact } from './is-exact.ts'
import { numbersIn } from './numbers-in.ts'

// Expressions, not loops over characters: they stay fast in a process that has loaded ioredis, whose subclass of String
// makes every charCodeAt several times slower.

/**
 * A number of 16 digits and points or more: up to 15 digits a double always holds. What a quote ends is text. It is written
 * out, for a counted repetition takes ten times as long; and it does not see a number with which the text ends.
 */
const longNumber = new RegExp(String.raw`${String.raw`[\d.]`.repeat(16)}[^"\d.]`)
/** A double may be too small or too great for an exponent of three digits, not for one of two. */
const longExponent = /\d[eE][-+]?\d{3}/
/** Numbers that are long or have an exponent; what stands so in a string after a blank looks like one. */
const suspects = /(?:^|[:,[\s])(-?(?:[\d.]{16,}|[\d.]+(?=[eE]))(?:[eE][-+]?\d+)?)/g
const digits = new Set('0123456789')

/**
 * Whether a JSON text, of which JSON.parse made `parsed`, may hold a number that a double would change. It looks at the text
 * only if numbers came of it, and at single numbers only where digits are suspiciously many. It errs on the safe side:
 * digits in a string may count as a number.
 */
export function holdsInexactNumber(text: string, parsed: unknown): boolean {
  const numbers = numbersIn(parsed)
  if (numbers === 'none') return false
  const isSuspicious = longNumber.test(text) || (numbers === 'extreme' && longExponent.test(text)) || endsInDigit(text)
  return isSuspicious && Array.from(text.matchAll(suspects)).some(([, token = '']) => !isExact(Number(token), token))
}

/** Whether a JSON text has anything that `holdsInexactNumber` would look at twice; false is certain. */
export function looksInexact(text: string): boolean {
  return longNumber.test(text) || longExponent.test(text) || endsInDigit(text)
}

const endsInDigit = (text: string): boolean => digits.has(text.at(-1) ?? '')
