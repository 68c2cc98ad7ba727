import { existsSync, readFileSync } from 'node:fs'
import type { PriceRange } from '../src/index.ts'

const sharedData = new URL('../../../../shared/data/', import.meta.url)

/** Recorded candles where the development data lie beside the checkout, else generated ones; `source` says which. */
export interface MarketSeries {
  readonly source: string
  readonly candles: readonly PriceRange[]
  /** The original's numbers on the same candles, by series name; absent with generated candles. */
  readonly golden?: Readonly<Record<string, readonly (number | null)[]>>
}

export const marketSeries: readonly MarketSeries[] = ['XRP-USDT-SWAP-5m', 'ETH-BTC-5m'].map((name, index) => {
  const csv = new URL(`candles/${name}.csv`, sharedData)
  const golden = new URL(`golden/indicators-${name}.json`, sharedData)
  if (!existsSync(csv)) return { source: `generated candles, seed ${index + 1}`, candles: generated(index + 1, 2_000) }
  const candles = recorded(readFileSync(csv, 'utf8'))
  const recording = { source: `recorded ${name}`, candles }
  return existsSync(golden) ? { ...recording, golden: seriesOf(readFileSync(golden, 'utf8')) } : recording
})

function recorded(csv: string): readonly PriceRange[] {
  return csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [, , high, low, close] = line.split(',').map(Number)
      if (high === undefined || low === undefined || close === undefined) throw new Error(`short line: ${line}`)
      return { high, low, close }
    })
}

function seriesOf(json: string): Readonly<Record<string, readonly (number | null)[]>> {
  const { series } = JSON.parse(json)
  return series
}

/** A random walk with a seed of its own (mulberry32), so that a failure repeats. */
function generated(seed: number, count: number): readonly PriceRange[] {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
  let price = 1
  return Array.from({ length: count }, () => {
    const open = price
    price *= 1 + (random() - 0.5) * 0.01
    const high = Math.max(open, price) * (1 + random() * 0.002)
    const low = Math.min(open, price) * (1 - random() * 0.002)
    return { high, low, close: price }
  })
}
