import { describe, expect, test } from 'vitest'
import { TradingError } from './trading-error.ts'

describe('TradingError', () => {
  test('carries code, advice, details and cause', () => {
    const cause = new Error('connect ECONNREFUSED')
    const error = new TradingError('redis-unavailable', 'Redis does not answer: start it', {
      retry: 'later',
      details: { port: 6379 },
      cause,
    })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({
      name: 'TradingError',
      code: 'redis-unavailable',
      message: 'Redis does not answer: start it',
      retry: 'later',
      details: { port: 6379 },
    })
    expect(error.cause).toBe(cause)
    expect(error.stack).toContain('trading-error.test.ts')
  })

  test('has empty details and no cause unless given', () => {
    const error = new TradingError('not-found', 'no bot h-1: list them at /bots', { retry: 'never' })
    expect(error.details).toEqual({})
    expect('cause' in error).toBe(false)
  })
})
