import { Decimal as DecimalJs } from 'decimal.js'
import { TradingError } from './trading-error.ts'

/** Past this exponent decimal.js writes text with an exponent, which stored amounts must not have. */
const exponentLimit = 60

/** Plain decimal notation; the library alone would also read hexadecimal, octal, binary and `1_000`. */
const notation = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** Decimal arithmetic with 40 significant digits and ties to even; text of a value that `decimal` made has no exponent. */
export const Decimal = DecimalJs.clone({
  precision: 40,
  rounding: DecimalJs.ROUND_HALF_EVEN,
  toExpNeg: -exponentLimit,
  toExpPos: exponentLimit,
})
export type Decimal = DecimalJs

export const zero: Decimal = new Decimal(0)

/**
 * Reads a finite decimal of a magnitude below 1e60 and, unless zero, above 1e-60, keeping every digit of a text.
 * Minus zero and smaller remainders of arithmetic become zero. Throws a TradingError `invalid-amount` for anything else.
 */
export function decimal(value: string | number | Decimal): Decimal {
  const result = readable(value) ? new Decimal(value) : undefined
  if (result === undefined || !result.isFinite()) {
    throw refusal(value, 'is not a finite decimal: give digits such as 0.5')
  }
  if (result.isZero()) return zero
  // What arithmetic leaves this far below any step is rounding; only a text or number can mean it.
  if (result.e <= -exponentLimit && typeof value === 'object') return zero
  if (Math.abs(result.e) >= exponentLimit) {
    throw refusal(
      value,
      `is beyond 1e±${exponentLimit}, more than any amount needs: check its unit and where it came from`,
    )
  }
  return result
}

function readable(value: unknown): value is string | number | Decimal {
  if (typeof value === 'string') return notation.test(value)
  return typeof value === 'number' || DecimalJs.isDecimal(value)
}

function refusal(value: unknown, why: string): TradingError {
  const text = String(value).slice(0, 80)
  return new TradingError('invalid-amount', `"${text}" ${why}`, { retry: 'never', details: { value: text } })
}
