import { isExact } from './is-exact.ts'

/** What every token has that a double may not hold: 16 digits and points in a row, or an exponent. */
const suspicious = /\d(?:[eE]|[\d.]{15})/g
const insideToken = /[\d.]/
/** What stands before a number outside of strings. */
const beforeNumber = /[:,[\s]/
const restOfToken = /[\d.eE+-]+/y

/**
 * Whether a JSON text may hold a number that a double would change. It looks only where digits are suspiciously many, which
 * costs a twentieth of a parse, and errs on the safe side: digits that stand in a string after a blank count as a number.
 */
export function holdsInexactNumber(text: string): boolean {
  suspicious.lastIndex = 0
  for (let found = suspicious.exec(text); found !== null; found = suspicious.exec(text)) {
    const start = startOfToken(text, found.index)
    restOfToken.lastIndex = start
    const token = restOfToken.exec(text)?.[0] ?? ''
    if (isNumberAt(text, start) && !isExact(Number(token), token)) return true
    suspicious.lastIndex = start + token.length
  }
  return false
}

function startOfToken(text: string, inside: number): number {
  let start = inside
  while (start > 0 && insideToken.test(text.charAt(start - 1))) start -= 1
  return text.charAt(start - 1) === '-' ? start - 1 : start
}

const isNumberAt = (text: string, start: number): boolean => start === 0 || beforeNumber.test(text.charAt(start - 1))
