import assert from 'node:assert/strict'
import type { NearTradingCache } from '../near/near-trading-cache.ts'
import type { ConformanceCase } from './conformance-case.ts'

const symbol = 'BTC-USDT-SWAP'

/** What every NearTradingCache promises besides what a TradingCache does. */
export const nearTradingCacheCases: readonly ConformanceCase<NearTradingCache>[] = [
  {
    name: 'N01 reads what it wrote the moment before, every time',
    run: async (cache) => {
      for (let qty = 1; qty <= 20; qty += 1) {
        await cache.setPosition('7', symbol, 'long', { qty })
        assert.deepEqual((await cache.readPosition('7', symbol, 'long')).value, { qty })
      }
      await cache.removePosition('7', symbol, 'long')
      assert.equal((await cache.readPosition('7', symbol, 'long')).value, undefined)
    },
  },
  {
    name: 'N02 says of what it reads that it is fresh, and how old it is',
    run: async (cache) => {
      await cache.setOrder('77', { status: 'open' })
      const reading = await cache.readOrder('77')
      assert.equal(reading.kind, 'fresh')
      assert.ok(reading.ageMs >= 0 && reading.ageMs <= 1_000)
    },
  },
  {
    name: 'N03 lets nobody alter what others read',
    run: async (cache) => {
      await cache.setPosition('7', symbol, 'long', { legs: [{ qty: 1 }] })
      const { value } = await cache.readPosition('7', symbol, 'long')
      const legs = value?.['legs']
      assert.ok(Array.isArray(legs))
      assert.throws(() => legs.push({ qty: 2 }), TypeError)
      assert.throws(() => Object.assign(legs[0] as object, { qty: 2 }), TypeError)
      assert.deepEqual((await cache.readPosition('7', symbol, 'long')).value, { legs: [{ qty: 1 }] })
    },
  },
  {
    name: 'N04 agrees with what Redis says when asked',
    run: async (cache) => {
      await cache.setPosition('7', symbol, 'short', { qty: 1 })
      await cache.readPosition('7', symbol, 'short')
      const { value } = await cache.readFreshPosition('7', symbol, 'short')
      assert.deepEqual(value, await cache.getPosition('7', symbol, 'short'))
    },
  },
  {
    name: 'N05 reads the net position of a one-way account as it was written the moment before',
    run: async (cache) => {
      await cache.setPosition('7', symbol, 'net', { pos: '-2' })
      assert.deepEqual((await cache.readPosition('7', symbol, 'net')).value, { pos: '-2' })
      await cache.setPosition('7', symbol, 'net', { pos: '-3' })
      assert.deepEqual((await cache.readFreshPosition('7', symbol, 'net')).value, { pos: '-3' })
      await cache.removePosition('7', symbol, 'net')
      assert.equal((await cache.readPosition('7', symbol, 'net')).value, undefined)
    },
  },
]
