import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

test('an empty environment plays 2,000 generated candles at full speed to two accounts', () => {
  expect(plain(readConfig({}))).toEqual({
    port: 8_100,
    symbol: 'XRP-USDT-SWAP',
    source: { kind: 'generated', seed: 1, count: 2_000 },
    candlesPerSecond: 'max',
    accounts: { '1001': { balance: '10000' }, '1002': { balance: '10000' } },
    accountKeys: {},
    expected: 2,
    ackLimitMs: 60_000,
    logLevel: 'info',
  })
})

test('every variable is heard', () => {
  const environment = {
    PAPER_PORT: '0',
    PAPER_CANDLES: 'xrp.csv',
    PAPER_SYMBOL: 'ETH-BTC',
    PAPER_SPEED: '2.5',
    PAPER_ACCOUNTS: '007:0.5',
    PAPER_ACCOUNT_KEYS: '007:a-key-of-sixteen',
    PAPER_EXPECT: 'grid, hyperrsi',
    PAPER_ACK_LIMIT_MS: '5000',
    LOG_LEVEL: 'warn',
  }
  expect(plain(readConfig(environment))).toEqual({
    port: 0,
    symbol: 'ETH-BTC',
    source: { kind: 'recorded', path: 'xrp.csv' },
    candlesPerSecond: 2.5,
    accounts: { '007': { balance: '0.5' } },
    accountKeys: { '007': 'a-key-of-sixteen' },
    expected: ['grid', 'hyperrsi'],
    ackLimitMs: 5_000,
    logLevel: 'warn',
  })
  expect(readConfig({ PAPER_SEED: '7', PAPER_COUNT: '50', PAPER_EXPECT: '0' })).toMatchObject({
    source: { kind: 'generated', seed: 7, count: 50 },
    expected: 0,
  })
})

test.each([
  ['PAPER_PORT', '70000'],
  ['PAPER_PORT', 'http'],
  ['PAPER_SEED', '-1'],
  ['PAPER_COUNT', '0'],
  ['PAPER_SPEED', 'fast'],
  ['PAPER_SPEED', '0'],
  ['PAPER_ACCOUNTS', '1001'],
  ['PAPER_ACCOUNTS', '1001:NaN'],
])('%s=%s is refused in one sentence that names it', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(
    expect.objectContaining({ code: 'invalid-config', message: expect.stringContaining(`${name} is "${value}"`) }),
  )
})

test('a bad key of an account is refused and not shown', () => {
  expect(() => readConfig({ PAPER_ACCOUNT_KEYS: '1001:short' })).toThrow(
    /^bad settings: PAPER_ACCOUNT_KEYS is not valid/,
  )
})
