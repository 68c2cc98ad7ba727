import { olderData, redisTroubles, rideOut } from '@tradingboost/bot-host/testing'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'

test.each(redisTroubles())(
  'with Redis $name GRID opens nothing and does not die, and its records are the exchange’s when that is over',
  async (trouble) => {
    const result = await rideOut(gridBot(readConfig({ LEASE_MS: '900' })), trouble)
    expect(result.failures, result.source).toEqual([])
    expect(result.statusDuring).toBe('degraded')
    expect(result.openedDuring, result.source).toEqual([])
    expect(result.statusAfter).toBe('running')
    expect(result.problems).toEqual([])
    expect(result.fills.counted).toBe(result.fills.atExchange)
  },
)

test('with Redis restarted on data of an hour ago GRID does not die, and makes the records agree without being told', async () => {
  const result = await rideOut(gridBot(readConfig({ LEASE_MS: '900' })), olderData)
  expect(result.failures, result.source).toEqual([])
  expect(result.statusDuring).toBe('running')
  expect(result.problems).toEqual([])
  expect(result.fills.counted).toBe(result.fills.atExchange)
})
