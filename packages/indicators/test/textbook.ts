import type { PriceRange } from '../src/index.ts'

/** The formulas as books print them, over whole arrays, with nothing of the library: what the indicators are held against. */

type Series = readonly (number | undefined)[]

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

export const textbookSma = (values: readonly number[], length: number): Series =>
  values.map((_, index) => (index < length - 1 ? undefined : mean(values.slice(index - length + 1, index + 1))))

export function textbookEma(values: readonly number[], length: number): Series {
  const weight = 2 / (length + 1)
  let average: number | undefined
  return values.map((value, index) => {
    average = average === undefined ? value : average + weight * (value - average)
    return index < length - 1 ? undefined : average
  })
}

/** Wilder's smoothing: the mean of the first `length`, then (previous x (length - 1) + value) / length. */
function textbookSmoothed(values: readonly number[], length: number): Series {
  let average: number | undefined
  return values.map((value, index) => {
    if (index === length - 1) average = mean(values.slice(0, length))
    else if (average !== undefined) average = (average * (length - 1) + value) / length
    return average
  })
}

export function textbookRsi(values: readonly number[], length: number): Series {
  const changes = values.slice(1).map((value, index) => value - values[index]!)
  const gains = textbookSmoothed(
    changes.map((change) => Math.max(change, 0)),
    length,
  )
  const losses = textbookSmoothed(
    changes.map((change) => Math.max(-change, 0)),
    length,
  )
  const results = gains.map((gain, index) => {
    const loss = losses[index]
    if (gain === undefined || loss === undefined) return undefined
    if (loss === 0) return gain === 0 ? 50 : 100
    return 100 - 100 / (1 + gain / loss)
  })
  return values.length === 0 ? [] : [undefined, ...results]
}

export function textbookAtr(candles: readonly PriceRange[], length: number): Series {
  const trueRanges = candles.map(({ high, low }, index) => {
    const previous = candles[index - 1]?.close
    return previous === undefined ? high - low : Math.max(high, previous) - Math.min(low, previous)
  })
  return textbookSmoothed(trueRanges, length)
}

/** Standard deviation over the last `length`, with the given divisor: `length` for a population, one less for a sample. */
export const textbookDeviation = (values: readonly number[], length: number, divisor: number): Series =>
  values.map((_, index) => {
    if (index < length - 1) return undefined
    const window = values.slice(index - length + 1, index + 1)
    const middle = mean(window)
    return Math.sqrt(window.reduce((sum, value) => sum + (value - middle) ** 2, 0) / divisor)
  })
