import fc from 'fast-check'
import { expect, test } from 'vitest'
import { duration, progressLine } from './progress-line.ts'

const figures = {
  candles: 1,
  decisions: 1,
  rejected: 0,
  refused: 0,
  orders: 12,
  fills: 9,
  fees: '0',
  realizedPnl: '0',
  unrealizedPnl: '0',
  degraded: 0,
  missingCandles: 0,
  longestGap: 0,
  zeroVolumeCandles: 0,
  status: 'running' as const,
  reasons: [],
  openPositions: [],
  ended: false,
}
const view = { done: 500, total: 2_000, elapsedMs: 1_000, waitingFor: [], bots: [{ name: 'GRID', stats: figures }] }

test('tells candles, rate, time left, and orders and fills of each bot', () => {
  expect(progressLine(view, 200)).toBe(
    '▕█████               ▏ 500/2,000 candles  500/s  3 s left  GRID 12 orders 9 fills',
  )
})

test('names the bots that the market waits for', () => {
  expect(progressLine({ ...view, waitingFor: ['grid'] }, 200)).toContain('500/2,000 candles  waiting for grid  500/s')
})

test('says nothing of a rate before the first candle and of time left after the last', () => {
  expect(progressLine({ ...view, done: 0, elapsedMs: 0 }, 200)).not.toMatch(/\/s|left/)
  expect(progressLine({ ...view, done: 2_000 }, 200)).not.toContain('left')
})

test('never fills the last column, whatever is shown', () => {
  const anyView = fc.record({
    done: fc.nat(5_000),
    total: fc.nat(5_000),
    elapsedMs: fc.nat(100_000),
    waitingFor: fc.array(fc.string()),
    bots: fc.constant(view.bots),
  })
  fc.assert(
    fc.property(anyView, fc.integer({ min: 1, max: 200 }), (some, columns) => {
      expect([...progressLine(some, columns)].length).toBeLessThan(columns)
    }),
  )
})

test.each([
  [0.4, '1 s'],
  [200, '3 min 20 s'],
  [7_500, '2 h 5 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})
