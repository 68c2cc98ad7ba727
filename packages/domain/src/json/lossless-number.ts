import { decimal, type Decimal } from '../decimal.ts'

const numberToken = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** A JSON number whose digits a JavaScript number would change: it keeps them as text. */
export class LosslessNumber {
  /** The number exactly as it stands in the JSON text. */
  readonly text: string

  /** Throws a RangeError when the text is not a JSON number. */
  constructor(text: string) {
    if (!numberToken.test(text)) {
      throw new RangeError(
        `${JSON.stringify(text)} is not a JSON number: give digits such as 1234567890123456789 or 0.5`,
      )
    }
    this.text = text
  }

  /** Throws a TradingError `invalid-amount` when the exponent is out of a decimal's range. */
  toDecimal(): Decimal {
    return decimal(this.text)
  }

  toString(): string {
    return this.text
  }

  /** Lets a plain JSON.stringify keep the digits too. */
  toJSON(): unknown {
    return rawJson(this.text)
  }
}

/** `JSON.rawJSON` is part of JavaScript since 2024, not yet of the compiler's library. */
const rawJson = (text: string): unknown =>
  (JSON as unknown as { rawJSON(this: void, text: string): unknown }).rawJSON(text)
