import { z } from 'zod'

/** A decimal amount as text, such as "-0.0042": digits with an optional fraction, never an exponent, NaN or Infinity. */
export const decimalText = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'not a plain decimal such as "12.5"')
  .describe('decimal text')

/** Milliseconds since 1970 as text. */
export const epochMsText = z
  .string()
  .regex(/^\d{1,16}$/, 'not milliseconds since 1970')
  .describe('epoch milliseconds, as text')

/** A whole number from 0 up as text. */
export const wholeNumberText = z
  .string()
  .regex(/^(0|[1-9]\d*)$/, 'not a whole number')
  .describe('whole number, as text')

/** Yes or no as text. */
export const truthText = z.enum(['true', 'false'])

/** Text that says something. */
export const someText = z.string().min(1).describe('non-empty text')

/** Milliseconds since 1970 as a JSON number. */
export const epochMs = z.int().nonnegative().describe('epoch milliseconds')

/** A JSON object whose fields the caller chooses. */
export const openRecord = z.record(z.string(), z.unknown())
