import { epochMs, money } from '@tradingboost/domain'
import { describe, expect, test } from 'vitest'
import { lossReason, noLosses, watchLosses } from './loss-guard.ts'

const limits = { maxNotional: money(1), maxOpenOrders: 1, maxDrawdown: money(10), maxDailyLoss: money(6) }
const noon = Date.UTC(2024, 0, 1, 12)
const after = (...closes: readonly (readonly [pnl: number, hours: number])[]) =>
  closes.reduce((guard, [pnl, hours]) => watchLosses(guard, money(pnl), epochMs(noon + hours * 3_600_000)), noLosses)
const codeAt = (guard: typeof noLosses, pnl: number, by: Parameters<typeof lossReason>[2] = limits) =>
  lossReason(guard, money(pnl), by)?.code

describe('losses', () => {
  test('are measured from the highest net PnL: at the limit nothing opens', () => {
    const guard = after([0, 0], [5, 24], [-1, 48])
    expect([codeAt(guard, -4.99), codeAt(guard, -5)]).toEqual([undefined, 'max-drawdown'])
  })

  test('of a day end at midnight UTC', () => {
    const guard = after([1, 0], [-2, 11])
    expect([codeAt(guard, -4.99), codeAt(guard, -5)]).toEqual([undefined, 'daily-loss'])
    expect(codeAt(watchLosses(guard, money(-5), epochMs(noon + 12 * 3_600_000)), -5)).toBeUndefined()
  })

  test('stop nothing without limits', () => {
    expect(codeAt(after([5, 0]), -1_000, { maxNotional: money(1), maxOpenOrders: 1 })).toBeUndefined()
  })
})
