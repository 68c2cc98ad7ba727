import type { PriceRange } from '../src/index.ts'

/** The 15 candles of Tulip Indicators' documentation and tests (tulipindicators.org): high, low, close. */
export const tulipCandles: readonly PriceRange[] = (
  [
    [82.15, 81.29, 81.59],
    [81.89, 80.64, 81.06],
    [83.03, 81.31, 82.87],
    [83.3, 82.65, 83.0],
    [83.85, 83.07, 83.61],
    [83.9, 83.11, 83.15],
    [83.33, 82.49, 82.84],
    [84.3, 82.3, 83.99],
    [84.84, 84.15, 84.55],
    [85.0, 84.11, 84.36],
    [85.9, 84.03, 85.53],
    [86.58, 85.39, 86.54],
    [86.98, 85.76, 86.89],
    [88.0, 87.17, 87.77],
    [87.87, 87.01, 87.29],
  ] as const
).map(([high, low, close]) => ({ high, low, close }))

export const tulipCloses = tulipCandles.map((candle) => candle.close)

/** StockCharts ChartSchool, "Relative Strength Index": 33 closes and their RSI(14) from the 15th on. */
export const stockChartsRsi = {
  closes: [
    44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328, 45.614,
    46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122, 46.2521, 45.7137, 46.4515, 45.7835, 45.3548,
    44.0288, 44.1783, 44.2181, 44.5672, 43.4205, 42.6628, 43.1314,
  ],
  rsi14: [
    70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38, 54.71, 50.42, 39.99, 41.46, 41.87, 45.46,
    37.3, 33.08, 37.77,
  ],
}

/** StockCharts ChartSchool, "Moving Averages": 30 closes, their SMA(10), and their EMA(10), which begins at the first SMA. */
export const stockChartsAverages = {
  closes: [
    22.27, 22.19, 22.08, 22.17, 22.18, 22.13, 22.23, 22.43, 22.24, 22.29, 22.15, 22.39, 22.38, 22.61, 23.36, 24.05,
    23.75, 23.83, 23.95, 23.63, 23.82, 23.87, 23.65, 23.19, 23.1, 23.33, 22.68, 23.1, 22.4, 22.17,
  ],
  ema10: [
    22.22, 22.21, 22.24, 22.27, 22.33, 22.52, 22.8, 22.97, 23.13, 23.28, 23.34, 23.43, 23.51, 23.54, 23.47, 23.4, 23.39,
    23.26, 23.23, 23.08, 22.92,
  ],
}

/**
 * The worksheet of J. Welles Wilder, New Concepts in Technical Trading Systems (1978), section VI: 38 closes and their RSI(14).
 * He cut every intermediate result at two decimals, so his values are up to 0.53 off the formula's.
 */
export const wilderRsi = {
  closes: [
    54.8, 56.8, 57.85, 59.85, 60.57, 61.1, 62.17, 60.6, 62.35, 62.15, 62.35, 61.45, 62.8, 61.37, 62.5, 62.57, 60.8,
    59.37, 60.35, 62.35, 62.17, 62.55, 64.55, 64.37, 65.3, 64.42, 62.9, 61.6, 62.05, 60.05, 59.7, 60.9, 60.25, 58.27,
    58.7, 57.72, 58.1, 58.2,
  ],
  rsi14: [
    74.36, 74.55, 65.75, 59.68, 61.98, 66.44, 65.75, 67.0, 71.43, 70.5, 72.14, 67.95, 60.78, 55.56, 56.71, 49.49, 48.19,
    52.38, 50.0, 43.5, 45.36, 42.53, 44.13, 44.75,
  ],
}
