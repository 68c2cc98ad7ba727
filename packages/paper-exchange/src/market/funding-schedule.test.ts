import { decimal, epochMs } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { fundingBetween, type FundingSchedule } from './funding-schedule.ts'

const times = (schedule: FundingSchedule, from: number, to: number) =>
  fundingBetween(schedule, epochMs(from), epochMs(to)).map(({ at }) => Number(at))

test('a constant rate is due at each multiple of its span', () => {
  const constant = { kind: 'constant', rate: decimal('0.0001'), everyMs: 100 } as const
  expect(times(constant, 0, 100)).toEqual([100])
  expect(times(constant, 100, 350)).toEqual([200, 300])
  expect(times(constant, 110, 190)).toEqual([])
})

test('a recorded rate is due once, when the market reaches its time', () => {
  const rates = [50, 150].map((at) => ({ at: epochMs(at), rate: decimal('0.0001') }))
  expect(times({ kind: 'recorded', rates }, 0, 50)).toEqual([50])
  expect(times({ kind: 'recorded', rates }, 50, 149)).toEqual([])
  expect(times({ kind: 'recorded', rates }, 50, 200)).toEqual([150])
})
