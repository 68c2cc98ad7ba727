import { describe, test } from 'vitest'
import { createGridOrderStore, createOrderStore, createPositionStore, createTradingCache } from '../src/index.ts'
import { gridOrderStoreCases, orderStoreCases, positionStoreCases, tradingCacheCases } from '../src/testing/index.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()

describe('the trading cache over Redis', () => {
  test.each(tradingCacheCases)('$name', async ({ run }) => {
    await run(createTradingCache(redis().connection))
  })
})

describe('the position store over Redis', () => {
  test.each(positionStoreCases)('$name', async ({ run }) => {
    await run(createPositionStore(redis().connection))
  })
})

describe('the order store over Redis', () => {
  test.each(orderStoreCases)('$name', async ({ run }) => {
    await run(createOrderStore(redis().connection))
  })
})

describe('the grid order store over Redis', () => {
  test.each(gridOrderStoreCases)('$name', async ({ run }) => {
    await run(createGridOrderStore(redis().connection, { userId: '1002', exchange: 'okx', symbol: 'XRP-USDT-SWAP' }))
  })
})
