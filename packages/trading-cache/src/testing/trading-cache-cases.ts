import assert from 'node:assert/strict'
import { Decimal, TradingError } from '@tradingboost/domain'
import { LosslessNumber } from '@tradingboost/domain'
import type { TradingCache } from '../trading-cache.ts'
import type { ConformanceCase } from './conformance-case.ts'

const symbol = 'BTC-USDT-SWAP'

/** What every TradingCache promises its callers. */
export const tradingCacheCases: readonly ConformanceCase<TradingCache>[] = [
  {
    name: 'C01 gives back what was set, and no reader can alter what the next one gets',
    run: async (cache) => {
      const data = { qty: 1.5, legs: [{ price: 64_210.4 }], note: '그리드 🚀', open: true, closedAt: null }
      await cache.setPosition('user123', symbol, 'long', data)
      const first = await cache.getPosition('user123', symbol, 'long')
      assert.deepEqual(first, data)
      if (first !== undefined) Reflect.set(first, 'qty', 9)
      assert.deepEqual(await cache.getPosition('user123', symbol, 'long'), data)
    },
  },
  {
    name: 'C02 takes okx where no exchange is named, and keeps exchanges apart',
    run: async (cache) => {
      await cache.setPosition('7', symbol, 'long', { qty: 1 })
      assert.deepEqual(await cache.getPosition('7', symbol, 'long', 'okx'), { qty: 1 })
      assert.equal(await cache.getPosition('7', symbol, 'long', 'binance'), undefined)
    },
  },
  {
    name: 'C03 keeps long and short of one symbol apart',
    run: async (cache) => {
      await cache.setPosition('7', symbol, 'long', { qty: 1 })
      await cache.setPosition('7', symbol, 'short', { qty: 2 })
      await cache.removePosition('7', symbol, 'long')
      assert.equal(await cache.getPosition('7', symbol, 'long'), undefined)
      assert.deepEqual(await cache.getPosition('7', symbol, 'short'), { qty: 2 })
    },
  },
  {
    name: 'C04 gives the same answer the second time it is asked',
    run: async (cache) => {
      await cache.setPosition('7', symbol, 'long', { qty: 1 })
      await cache.getPosition('7', symbol, 'long')
      assert.deepEqual(await cache.getPosition('7', symbol, 'long'), { qty: 1 })
    },
  },
  {
    name: 'C05 tells an empty object from nothing',
    run: async (cache) => {
      await cache.setPosition('7', symbol, 'long', {})
      assert.deepEqual(await cache.getPosition('7', symbol, 'long'), {})
    },
  },
  {
    name: 'C06 says of a removal whether there was something',
    run: async (cache) => {
      await cache.setPosition('7', symbol, 'long', { qty: 1 })
      assert.equal(await cache.removePosition('7', symbol, 'long'), true)
      assert.equal(await cache.removePosition('7', symbol, 'long'), false)
    },
  },
  {
    name: 'C07 answers a bulk read for every user id, in the order asked',
    run: async (cache) => {
      await cache.setPosition('2', symbol, 'short', { qty: 2 })
      const answers = await cache.bulkGetPositions(['3', '2', '007', '2'], symbol, 'short')
      assert.deepEqual(
        [...answers],
        [
          ['3', { kind: 'absent' }],
          ['2', { kind: 'found', position: { qty: 2 } }],
          ['007', { kind: 'absent' }],
        ],
      )
      assert.equal((await cache.bulkGetPositions([], symbol, 'short')).size, 0)
    },
  },
  {
    name: 'C08 keeps the digits of numbers that a double would change',
    run: async (cache) => {
      await cache.setPosition('7', symbol, 'long', {
        id: 1234567890123456789n,
        size: new Decimal('0.12345678901234567'),
      })
      const position = await cache.getPosition('7', symbol, 'long')
      assert.deepEqual(position, {
        id: new LosslessNumber('1234567890123456789'),
        size: new LosslessNumber('0.12345678901234567'),
      })
    },
  },
  {
    name: 'C09 refuses what JSON cannot hold, naming the path, and keeps what stood',
    run: async (cache) => {
      await cache.setPosition('7', symbol, 'long', { qty: 1 })
      await assert.rejects(cache.setPosition('7', symbol, 'long', { legs: [{}, { price: Number.NaN }] }), (error) => {
        assert.ok(error instanceof TradingError)
        assert.equal(error.code, 'value-not-storable')
        assert.match(error.message, /data\.legs\[1\]\.price is NaN/)
        return true
      })
      await assert.rejects(cache.setPosition('7', symbol, 'long', [1]), { code: 'value-not-storable' })
      assert.deepEqual(await cache.getPosition('7', symbol, 'long'), { qty: 1 })
    },
  },
  {
    name: 'C10 keeps apart users, symbols and words that spell alike',
    run: async (cache) => {
      await cache.setPosition('1', 'BTC/USDT:USDT', 'long', { at: 'ccxt' })
      await cache.setPosition('1:okx', 'BTC/USDT', 'long', { at: 'colon' })
      await cache.setPosition('index', 'realtime', 'long', { at: 'words' })
      await cache.setPosition('01', 'BTC/USDT:USDT', 'long', { at: 'zero' })
      assert.deepEqual(await cache.getPosition('1', 'BTC/USDT:USDT', 'long'), { at: 'ccxt' })
      assert.deepEqual(await cache.getPosition('1:okx', 'BTC/USDT', 'long'), { at: 'colon' })
      assert.deepEqual(await cache.getPosition('index', 'realtime', 'long'), { at: 'words' })
      assert.deepEqual(await cache.getPosition('01', 'BTC/USDT:USDT', 'long'), { at: 'zero' })
    },
  },
  {
    name: 'C11 keeps orders by their id, of 19 digits too',
    run: async (cache) => {
      await cache.setOrder('1735413639885085250', { status: 'open' })
      assert.deepEqual(await cache.getOrder('1735413639885085250'), { status: 'open' })
      assert.equal(await cache.getOrder('1735413639885085251'), undefined)
    },
  },
  {
    name: 'C12 keeps the net position of a one-way account, its sign included, apart from long and short',
    run: async (cache) => {
      const net = { posSide: 'net', pos: '-1.5' }
      await cache.setPosition('7', symbol, 'net', net)
      await cache.setPosition('7', symbol, 'long', { pos: '1' })
      assert.deepEqual(await cache.getPosition('7', symbol, 'net'), net)
      assert.equal(await cache.getPosition('7', symbol, 'net', 'binance'), undefined)
      assert.equal(await cache.getPosition('7', symbol, 'short'), undefined)
      assert.deepEqual(
        [...(await cache.bulkGetPositions(['8', '7'], symbol, 'net'))],
        [
          ['8', { kind: 'absent' }],
          ['7', { kind: 'found', position: net }],
        ],
      )
      assert.equal(await cache.removePosition('7', symbol, 'net'), true)
      assert.equal(await cache.removePosition('7', symbol, 'net'), false)
      assert.deepEqual(await cache.getPosition('7', symbol, 'long'), { pos: '1' })
    },
  },
]
