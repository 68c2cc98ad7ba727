import type { Indicator } from '../src/index.ts'

/** Feeds all inputs and gives the result after each. */
export const resultsOf = <Input, Output>(
  indicator: Indicator<Input, Output>,
  inputs: readonly Input[],
): readonly (Output | undefined)[] => inputs.map((input) => indicator.update(input))

/** The results from the first warm one on. */
export const warmResultsOf = <Input, Output>(
  indicator: Indicator<Input, Output>,
  inputs: readonly Input[],
): readonly Output[] => resultsOf(indicator, inputs).filter((result) => result !== undefined)

/** Whether two series agree in every place, undefined included, up to `tolerance` of the larger magnitude. */
export function firstDifference(
  left: readonly (number | undefined)[],
  right: readonly (number | undefined)[],
  tolerance: number,
): string | undefined {
  if (left.length !== right.length) return `${left.length} against ${right.length} values`
  for (const [index, one] of left.entries()) {
    const other = right[index]
    const agree =
      one === undefined || other === undefined
        ? one === other
        : Math.abs(one - other) <= tolerance * Math.max(1e-300, Math.abs(one), Math.abs(other))
    if (!agree) return `at ${index}: ${one} against ${other}`
  }
  return undefined
}
