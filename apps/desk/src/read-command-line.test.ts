import { expect, test } from 'vitest'
import { readCommandLine } from './read-command-line.ts'

test('without arguments it is a generated market at full speed that is served on', () => {
  expect(readCommandLine([])).toEqual({
    data: { kind: 'generated', symbol: 'XRP-USDT-SWAP', seed: 1, count: 2_000 },
    candlesPerSecond: 'max',
    once: false,
    json: false,
  })
})

test('reads a recording and the ways to run it', () => {
  const args = ['--candles', 'a b.csv', '--symbol=BTC-USDT-SWAP', '--speed', '2.5', '--once', '--json']
  expect(readCommandLine(args)).toEqual({
    data: { kind: 'recorded', path: 'a b.csv', symbol: 'BTC-USDT-SWAP' },
    candlesPerSecond: 2.5,
    once: true,
    json: true,
  })
})

test('reads seed and count of a generated market', () => {
  expect(readCommandLine(['--seed', '7', '--count', '300'])?.data).toMatchObject({ seed: 7, count: 300 })
})
