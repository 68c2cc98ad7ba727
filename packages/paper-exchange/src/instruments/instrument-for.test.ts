import { decimal } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { instrumentAssumption, instrumentFor } from './instrument-for.ts'
import { parseListedInstruments } from './listed-instruments.ts'

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

test('states a common swap as the exchange does', () => {
  expect(plain(instrumentFor('XRP-USDT-SWAP'))).toEqual({
    exchange: 'okx',
    symbol: 'XRP-USDT-SWAP',
    kind: 'swap',
    base: 'XRP',
    quote: 'USDT',
    settle: 'USDT',
    tickSize: '0.0001',
    lotSize: '0.01',
    minQuantity: '0.01',
    minNotional: '0',
    contractSize: '100',
  })
})

test('keeps the tick of a known instrument whatever noise the prices at hand have', () => {
  const tickOf = (symbol: string, priceStep: string) =>
    instrumentFor(symbol, { priceStep: decimal(priceStep) }).tickSize.toString()
  expect(tickOf('XRP-USDT-SWAP', '0.0000000000000001')).toBe('0.0001')
  expect(tickOf('XRP-USDT-SWAP', '0.01')).toBe('0.0001')
})

test('takes a listed instrument over a known one', () => {
  const text =
    '{"XRP-USDT-SWAP":{"tickSize":"0.01","lotSize":"1","minQuantity":"1","contractSize":"10","minNotional":"5"}}'
  const instrument = instrumentFor('XRP-USDT-SWAP', { listed: parseListedInstruments(text, 'list.json') })
  expect(plain(instrument)).toMatchObject({ tickSize: '0.01', lotSize: '1', contractSize: '10', minNotional: '5' })
})

test('says in one line what it assumes of a symbol that nobody states', () => {
  expect(instrumentAssumption('NEW-USDT-SWAP', { priceStep: decimal('0.5') })).toBe(
    'NEW-USDT-SWAP is not listed: assumed tick 0.5, lot 0.001, contract size 1; give an instruments file to state them',
  )
  expect(instrumentAssumption('XRP-USDT-SWAP')).toBeUndefined()
})

test('refuses a swap that settles in its base currency', () => {
  expect(() => instrumentFor('BTC-USD-SWAP')).toThrow(/BTC-USD-SWAP settles in BTC/)
})

test.each([
  ['no json', /list.json is no JSON/],
  ['[]', /list.json/],
  ['{"A-B":{"tickSize":"0","lotSize":"1","minQuantity":"1"}}', /A-B.tickSize: a step of 0 is none/],
  ['{"A-B":{"tickSize":"-1","lotSize":"1","minQuantity":"1"}}', /A-B.tickSize: expected digits/],
  ['{"A-B":{"tick":"1"}}', /list.json: A-B/],
])('refuses the list %s in one sentence', (text, sentence) => {
  expect(() => parseListedInstruments(text, 'list.json')).toThrow(sentence)
})

test('gives an unknown symbol the step of the data and contracts of one base unit', () => {
  const instrument = instrumentFor('NEW-USDT-SWAP', { priceStep: decimal('0.5') })
  expect(plain(instrument)).toMatchObject({ base: 'NEW', tickSize: '0.5', contractSize: '1' })
  expect(instrumentFor('BTCUSDT', { exchange: 'binance' }).contractSize.toString()).toBe('1')
})

test('refuses what the exchange would not write, and dated futures', () => {
  expect(() => instrumentFor('nonsense')).toThrow(expect.objectContaining({ code: 'invalid-symbol' }))
  expect(() => instrumentFor('BTC-USD-250328')).toThrow(expect.objectContaining({ code: 'unknown-instrument' }))
})
