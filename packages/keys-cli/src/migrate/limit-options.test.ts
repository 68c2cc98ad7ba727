import { defaultLimits } from '@tradingboost/redis-migrate'
import { Command } from 'commander'
import { expect, test } from 'vitest'
import { addLimitOptions, limitsOf, type LimitOptions } from './limit-options.ts'

const given = (...args: string[]): LimitOptions => addLimitOptions(new Command()).parse(args, { from: 'user' }).opts()

test('without an option the limits are those of every run, also where a command takes none', () => {
  expect([limitsOf(given()), limitsOf({})]).toEqual([defaultLimits, defaultLimits])
})

test('each limit has its option', () => {
  const options = ['--max-latency', '7', '--max-ops', '900', '--min-free-memory', '20', '--max-replica-lag', '0']
  expect(limitsOf(given(...options))).toEqual({
    latencyMs: 7,
    opsPerSecond: 900,
    memoryHeadroom: 0.2,
    replicaLagBytes: 0,
  })
})
