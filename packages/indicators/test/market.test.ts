import { describe, expect, test } from 'vitest'
import { createAtr, createBollinger, createEma, createRsi, createSma, type BollingerBands } from '../src/index.ts'
import { marketSeries } from './market-series.ts'
import { firstDifference, resultsOf } from './results-of.ts'
import { textbookAtr, textbookDeviation, textbookEma, textbookRsi, textbookSma } from './textbook.ts'

describe.each(marketSeries)('on $source', ({ candles, golden }) => {
  const closes = candles.map((candle) => candle.close)

  test('every indicator equals the plain textbook loop', () => {
    expect(firstDifference(resultsOf(createRsi(14), closes), textbookRsi(closes, 14), 1e-9)).toBeUndefined()
    expect(firstDifference(resultsOf(createSma(200), closes), textbookSma(closes, 200), 1e-12)).toBeUndefined()
    expect(firstDifference(resultsOf(createEma(20), closes), textbookEma(closes, 20), 1e-12)).toBeUndefined()
    expect(firstDifference(resultsOf(createAtr(14), candles), textbookAtr(candles, 14), 1e-9)).toBeUndefined()
    const widths = resultsOf(createBollinger(20, 2), closes).map((bands) => bands && (bands.upper - bands.lower) / 4)
    expect(firstDifference(widths, textbookDeviation(closes, 20, 20), 1e-9)).toBeUndefined()
  })

  test('RSI stays within 0 and 100 and visits both of its zones', () => {
    const results = resultsOf(createRsi(14), closes).filter((value) => value !== undefined)
    expect(results.filter((value) => value < 0 || value > 100)).toEqual([])
    expect(Math.min(...results)).toBeLessThan(30)
    expect(Math.max(...results)).toBeGreaterThan(70)
  })

  // The original's numbers exist on recorded candles only, and its folder stands beside development checkouts only.
  if (golden !== undefined) {
    const original = (name: string, from: number) => golden[name]?.slice(from).map((value) => value ?? undefined) ?? []

    test.each([
      ['sma20', () => resultsOf(createSma(20), closes), 19],
      ['sma200', () => resultsOf(createSma(200), closes), 199],
      ['ema20', () => resultsOf(createEma(20), closes), 19],
      ['atr14', () => resultsOf(createAtr(14), candles), 13],
    ] as const)('%s equals the original from the first warm value on', (name, results, from) => {
      const ours = results()
      expect(ours.length).toBe(golden[name]?.length)
      expect(firstDifference(ours.slice(from), original(name, from), 1e-9)).toBeUndefined()
    })

    // The original counts a padded zero among the first changes. What a seed leaves shrinks by (length - 1) / length a candle:
    // (13/14)^400 is 1e-13, so after 400 candles only the formula can differ.
    test.each([
      ['rsi14', 14],
      ['rsi7', 7],
    ] as const)('%s equals the original once the seed has decayed', (name, length) => {
      const ours = resultsOf(createRsi(length), closes)
      expect(ours.length).toBe(golden[name]?.length)
      expect(firstDifference(ours.slice(400), original(name, 400), 1e-9)).toBeUndefined()
      expect(firstDifference(ours.slice(14, 20), original(name, 14).slice(0, 6), 1e-9)).toBeDefined()
    })

    // The original divides by one less than the length (a sample); Bollinger's own bands take the population.
    test.each([
      ['bb15_upper', 15, 1.5, (bands: BollingerBands) => bands.upper],
      ['bb15_lower', 15, 1.5, (bands: BollingerBands) => bands.lower],
      ['bb20_upper', 20, 2, (bands: BollingerBands) => bands.upper],
    ] as const)('%s equals the original after its sample deviation is undone', (name, length, deviations, edge) => {
      const asSample = deviations * Math.sqrt(length / (length - 1))
      const ours = resultsOf(createBollinger(length, asSample), closes).map((bands) => bands && edge(bands))
      expect(firstDifference(ours, original(name, 0), 1e-9)).toBeUndefined()
    })
  }
})
