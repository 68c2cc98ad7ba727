import type { Brand, Decimal, EpochMs } from '@tradingboost/domain'

/** What a test writes for a field: digits for an amount, text for an id, a number for a time; the rest as it is. */
export type Plain<Value> = Value extends Decimal
  ? string | number | Decimal
  : Value extends EpochMs
    ? number
    : Value extends Brand<string, string>
      ? string
      : Value

/** The fields that matter to a test; a builder fills in the others. */
export type BuilderInput<Value> = { readonly [Field in keyof Value]?: Plain<Value[Field]> }
