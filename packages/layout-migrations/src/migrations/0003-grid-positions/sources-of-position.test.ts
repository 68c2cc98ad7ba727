import { activePositions, position, positionIndex, positionRealtime } from '@tradingboost/redis-keys'
import { describe, expect, it } from 'vitest'
import { sourcesOfPosition } from './sources-of-position.ts'

const options = { exchange: 'okx' }
const keysOf = (exchange: 'okx' | 'okx_spot' | 'bybit' | 'binance', symbol: string): readonly string[] => {
  const key = position.build({ userId: '7', exchange, symbol, side: 'long' })
  return sourcesOfPosition({ family: position, key }, options).map((source) => source.key)
}

describe('the sources of a position', () => {
  it('are the list of the account first at OKX, and that of the symbol first elsewhere', () => {
    expect(keysOf('okx', 'BTC-USDT-SWAP')).toEqual([
      'okx:positions:7',
      'okx:positions:7:BTC-USDT-SWAP',
      'okx:positions:7:BTC/USDT:USDT',
    ])
    expect(keysOf('binance', 'BTC/USDT:USDT')).toEqual([
      'binance:positions:7:BTC/USDT:USDT',
      'binance:positions:7:BTCUSDT',
      'binance:positions:7:BTC-USDT-SWAP',
      'binance:positions:7',
    ])
  })

  it('are named by the symbol as it is where nobody spells it otherwise', () => {
    expect(keysOf('bybit', 'odd symbol')).toEqual(['bybit:positions:7:%6Fdd%20symbol', 'bybit:positions:7'])
  })

  it('are none of an index, a closed entry and the set of all positions, whose members name the records', () => {
    const place = { userId: '7', exchange: 'okx', symbol: 'BTC-USDT-SWAP', side: 'long' } as const
    for (const target of [
      { family: positionIndex, key: positionIndex.build({ userId: '7', exchange: 'okx' }) },
      { family: positionRealtime, key: positionRealtime.build(place) },
      { family: activePositions, key: activePositions.build({}) },
    ]) {
      expect(sourcesOfPosition(target, options)).toEqual([])
    }
  })
})
