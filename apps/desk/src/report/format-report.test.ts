import { expect, test } from 'vitest'
import { formatReport } from './format-report.ts'
import type { RunReport } from './run-report.ts'
import { runReport } from './run-report.ts'

const idle = {
  candles: 1_999,
  decisions: 0,
  rejected: 0,
  refused: 0,
  orders: 0,
  fills: 0,
  fees: '0',
  realizedPnl: '0',
  unrealizedPnl: '0',
  degraded: 0,
  missingCandles: 0,
  longestGap: 0,
  zeroVolumeCandles: 0,
  status: 'running' as const,
  reasons: {},
  openPositions: [],
}
const health = {
  deaths: 0,
  restarts: 0,
  refused: 0,
  rejected: 0,
  degraded: 0,
  missingCandles: 0,
  longestGap: 0,
  zeroVolumeCandles: 0,
}
const report: RunReport = {
  hyperrsi: {
    ...idle,
    decisions: 42,
    orders: 17,
    fills: 15,
    fees: '1.23456',
    realizedPnl: '-12.5',
    openPositions: [{ symbol: 'XRP-USDT-SWAP', side: 'long', quantity: '12', averagePrice: '1.0712345678901' }],
  },
  grid: idle,
  health,
  audit: {
    redis: 'redis://h:6379/0',
    keys: 3,
    families: { position: { keys: 3, bytes: 400 } },
    foreign: {},
    findings: [],
  },
}
const market = {
  symbol: 'XRP-USDT-SWAP',
  timeframe: '5m' as const,
  count: 1_999,
  origin: 'x.csv',
  assumption: undefined,
  settings: {},
}
const sample = (price: number, pnl: number) => ({ price, netPnl: new Map([['hyperrsi' as const, pnl]]) })

test('shows both bots side by side, how price and PnL went, and the audit', () => {
  const text = formatReport(report, { market, elapsedMs: 8_200, samples: [sample(1.1, 0), sample(1.3, -13.7)] })
  const row = (label: string) => text.split('\n').find((line) => line.startsWith(label))
  expect(text.split('\n')[0]).toBe('XRP-USDT-SWAP 5m, 1,999 candles (x.csv) in 9 s')
  expect(row('fills')).toMatch(/^fills +15 +0$/)
  expect(row('fees')).toMatch(/ 1\.2346 +0\.0000$/)
  expect(row('realized PnL')).toMatch(/-12\.5000 +0\.0000$/)
  expect(row('open long')).toMatch(/ 12 at 1\.0712346 +none$/)
  expect(row('open short')).toMatch(/none +none$/)
  expect(row('price')).toMatch(/▁█ +1\.1 to 1\.3$/)
  expect(row('HYPERRSI net PnL')).toMatch(/█▁ +0\.00 to -13\.70$/)
  expect(text).toContain('undeclared keys 0, wrong types 0, missing TTLs 0')
  expect(row('health')).toContain('deaths 0, restarts 0, degraded 0, missing candles 0 (longest gap 0)')
})

test('counts findings by what people ask for', () => {
  const finding = (kind: 'legacy' | 'unknown' | 'wrong-type') => ({ key: 'k', kind, detail: 'x' })
  const findings = [finding('legacy'), finding('unknown'), finding('wrong-type')]
  const text = formatReport({ ...report, audit: { ...report.audit, findings } }, { market, elapsedMs: 1, samples: [] })
  expect(text).toContain('undeclared keys 2, wrong types 1, missing TTLs 0')
})

const reason = { code: 'cooldown' as const, message: 'wait', at: 1 }

test('counts processes that ended and strategies that failed as deaths, and names the failure', () => {
  const failed = {
    ...idle,
    status: 'failed' as const,
    failure: { message: 'a quantity of -0.84 is negative', at: 1, throws: 1 },
  }
  const stats = new Map([
    ['hyperrsi' as const, { ...failed, rejected: 2, missingCandles: 3, ended: true, reasons: [] }],
    ['grid' as const, { ...idle, rejected: 1, missingCandles: 2, ended: true, reasons: [reason, reason] }],
  ])
  const life = { deaths: () => 2, restarts: () => 1 }
  const counted = runReport(stats, [life], report.audit)
  expect(counted.health).toEqual({ ...health, deaths: 3, restarts: 1, rejected: 3, missingCandles: 3 })
  const text = formatReport(counted, { market, elapsedMs: 1, samples: [] })
  expect(text).toContain('HYPERRSI failed: a quantity of -0.84 is negative')
  expect(text).toContain('GRID left out orders: cooldown 2')
})

test('the report leaves out what only the watching needed', () => {
  const stats = new Map([
    ['hyperrsi' as const, { ...idle, ended: true, reasons: [] }],
    ['grid' as const, { ...idle, ended: true, reasons: [] }],
  ])
  expect(runReport(stats, [], report.audit)).toEqual({ hyperrsi: idle, grid: idle, health, audit: report.audit })
})
