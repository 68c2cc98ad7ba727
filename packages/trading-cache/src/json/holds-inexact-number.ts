import { isExact } from './is-exact.ts'

// Expressions, not loops over characters: they stay fast in a process that has loaded ioredis, whose subclass of String
// makes every charCodeAt several times slower.

/** A number of 16 digits and points or more: up to 15 digits a double always holds. In quotes it is text. */
const longNumber = /[:,[\s]-?[\d.]{16}/
/** A double may be too small or too great for an exponent of three digits, not for one of two. */
const longExponent = /\d[eE][-+]?\d{3}/
/** Numbers that are long or have an exponent; what stands so in a string after a blank looks like one. */
const suspects = /(?:^|[:,[\s])(-?(?:[\d.]{16,}|[\d.]+(?=[eE]))(?:[eE][-+]?\d+)?)/g

/**
 * Whether a JSON text may hold a number that a double would change. It costs a third of parsing the text, and looks at
 * single numbers only where digits are suspiciously many. It errs on the safe side: digits in a string may count as a number.
 */
export function holdsInexactNumber(text: string): boolean {
  const first = text[0] ?? ''
  const isSuspicious = longNumber.test(text) || longExponent.test(text) || startsNumber.has(first)
  return isSuspicious && Array.from(text.matchAll(suspects)).some(([, token = '']) => !isExact(Number(token), token))
}

/** A text that is a number has nothing before it. */
const startsNumber = new Set('-0123456789')
