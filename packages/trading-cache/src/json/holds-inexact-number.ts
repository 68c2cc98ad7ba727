import { isExact } from './is-exact.ts'

// Expressions, not loops over characters: they run in the engine, and are what stays fast in a process that has loaded
// ioredis, whose subclass of String takes the short cut from every charCodeAt.

/** So many digits and points in a row are the fewest that a double may not hold; up to 15 digits it always does. */
const longRun = /[\d.]{16}/
/** The same outside of strings, where a number follows one of these; a string may look so after a blank. */
const longNumber = /(?:^|[:,[\s])-?[\d.]{16}/
/** A double may be too small or too great for an exponent of three digits, not for one of two. */
const longExponent = /\d[eE][-+]?\d{3}/
const longOrWithExponent = /(?:^|[:,[\s])(-?(?:[\d.]{16,}|[\d.]+(?=[eE]))(?:[eE][-+]?\d+)?)/g

/**
 * Whether a JSON text may hold a number that a double would change. It costs a fraction of parsing the text, and looks at
 * single numbers only where digits are suspiciously many. It errs on the safe side: digits in a string may count as a number.
 */
export function holdsInexactNumber(text: string): boolean {
  const isSuspicious = (longRun.test(text) && longNumber.test(text)) || longExponent.test(text)
  return (
    isSuspicious &&
    Array.from(text.matchAll(longOrWithExponent)).some(([, token = '']) => !isExact(Number(token), token))
  )
}
