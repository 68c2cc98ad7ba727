import { TradingError } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { loadConfig } from './load-config.ts'
import { countSetting, logLevelSetting, portSetting } from './settings.ts'

const schema = z
  .object({
    GRID_PORT: portSetting.default(8012),
    LOG_LEVEL: logLevelSetting.default('info'),
    CANDLES: countSetting.optional(),
    EXCHANGE_URL: z.url({ protocol: /^ws$/ }),
    API_KEY: z.string().min(8).optional(),
  })
  .transform(({ GRID_PORT, EXCHANGE_URL }) => ({ port: GRID_PORT, exchangeUrl: EXCHANGE_URL }))

const exchange = { EXCHANGE_URL: 'ws://127.0.0.1:9000' }

function refusal(environment: Record<string, string>): string {
  try {
    loadConfig(schema, environment)
  } catch (error) {
    if (error instanceof TradingError && error.code === 'invalid-config') return error.message
    throw error
  }
  throw new Error('the settings were accepted')
}

test('fills in defaults, reads numbers and takes an empty variable as unset', () => {
  expect(loadConfig(schema, exchange)).toEqual({ port: 8012, exchangeUrl: 'ws://127.0.0.1:9000' })
  expect(loadConfig(schema, { ...exchange, GRID_PORT: '0' }).port).toBe(0)
  expect(loadConfig(schema, { ...exchange, GRID_PORT: '', HOME: '/root' }).port).toBe(8012)
})

test.each(['65536', '-1', '80.5', '0x50', ' 80', '1e3', 'eighty'])(
  'refuses the port "%s" and names the variable',
  (port) => {
    expect(refusal({ ...exchange, GRID_PORT: port })).toContain(`GRID_PORT is ${JSON.stringify(port)}`)
  },
)

test('names a missing variable, and all bad ones in one sentence', () => {
  expect(refusal({})).toContain('EXCHANGE_URL is not set')
  expect(refusal({ LOG_LEVEL: 'loud', CANDLES: '0' })).toMatch(
    /LOG_LEVEL is "loud".*CANDLES is "0".*EXCHANGE_URL is not set/,
  )
  expect(refusal({ LOG_LEVEL: 'loud' })).not.toContain('\n')
})

test('does not show the value of a secret', () => {
  expect(refusal({ ...exchange, API_KEY: 'short' })).toContain('API_KEY is not valid')
  expect(refusal({ ...exchange, API_KEY: 'short' })).not.toContain('short"')
})
