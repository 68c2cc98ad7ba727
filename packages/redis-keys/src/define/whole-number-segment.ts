import type { Segment } from './segment.ts'

/** A whole number from 0 up, in canonical decimal digits: no sign, no leading zero. */
export function wholeNumberSegment(maximumDigits: number, examples: Segment<number>['examples']): Segment<number> {
  const pattern = `(?:0|[1-9][0-9]{0,${maximumDigits - 1}})`
  const whole = new RegExp(`^${pattern}$`)
  return {
    pattern,
    colons: 0,
    accepts: `a whole number from 0 to ${10 ** maximumDigits - 1}`,
    examples,
    encode: (value) => {
      if (typeof value !== 'number' || Object.is(value, -0)) return undefined
      const text = String(value)
      return whole.test(text) ? text : undefined
    },
    decode: (text) => (whole.test(text) ? Number(text) : undefined),
  }
}
