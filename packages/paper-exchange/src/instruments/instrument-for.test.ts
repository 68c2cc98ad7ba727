import { decimal } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { instrumentFor } from './instrument-for.ts'

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

test('takes the finer tick of old data, never a coarser one', () => {
  const tickOf = (symbol: string, priceStep: string) =>
    instrumentFor(symbol, { priceStep: decimal(priceStep) }).tickSize.toString()
  expect(tickOf('ETH-BTC', '0.00000001')).toBe('0.00000001')
  expect(tickOf('XRP-USDT-SWAP', '0.01')).toBe('0.0001')
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
