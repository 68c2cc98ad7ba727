/** One number (or set of bands) per closed candle, fed in order; it keeps what it needs of the past and no more. */
export interface Indicator<Input = number, Output = number> {
  /** How many inputs the first result needs. */
  readonly warmUp: number
  /** The result after the last input; undefined until warm. */
  readonly value: Output | undefined
  /** Takes the next input and gives the new result; undefined until warm. Refuses a number that is not finite and stays as it was. */
  update(input: Input): Output | undefined
}
