import { TradingError } from '@tradingboost/domain'
import type { Indicator } from './indicator.ts'

interface Updates<Input, Output> {
  readonly name: string
  readonly warmUp: number
  /** The numbers of an input, by name: one that is not finite would stay in an average for ever. */
  readonly numbers: (input: Input) => Readonly<Record<string, number>>
  readonly update: (input: Input) => Output | null
}

/** Makes an indicator of an update function that keeps its own state: refuses bad input and holds results back until warm. */
export function fromUpdates<Input, Output>({
  name,
  warmUp,
  numbers,
  update,
}: Updates<Input, Output>): Indicator<Input, Output> {
  let count = 0
  let value: Output | undefined
  return {
    warmUp,
    get value() {
      return value
    },
    update(input) {
      for (const [what, number] of Object.entries(numbers(input))) refuseNotFinite(name, what, number)
      const result = update(input) ?? undefined
      count += 1
      value = count < warmUp ? undefined : result
      return value
    },
  }
}

function refuseNotFinite(name: string, what: string, value: number): void {
  if (Number.isFinite(value)) return
  throw new TradingError(
    'invalid-amount',
    `the ${what} for ${name} is ${value}: leave out candles that are not whole`,
    {
      retry: 'never',
      details: { indicator: name, what, value: String(value) },
    },
  )
}
