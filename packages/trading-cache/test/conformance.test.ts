import { systemClock } from '@tradingboost/domain'
import { describe, onTestFinished, test } from 'vitest'
import {
  createGridOrderStore,
  createNearPositionStore,
  createNearTradingCache,
  createOrderStore,
  createPositionStore,
  createTradingCache,
  openNearCache,
  type NearCache,
} from '../src/index.ts'
import {
  gridOrderStoreCases,
  nearTradingCacheCases,
  orderStoreCases,
  positionStoreCases,
  tradingCacheCases,
} from '../src/testing/index.ts'
import { useRedis } from './use-redis.ts'

const redis = useRedis()

describe('the trading cache over Redis', () => {
  test.each(tradingCacheCases)('$name', async ({ run }) => {
    await run(createTradingCache(redis().connection))
  })
})

async function openNear(): Promise<NearCache> {
  const { connection, server } = redis()
  const { near, close } = await openNearCache({ connection, url: server.url, clock: systemClock, random: () => 0 })
  onTestFinished(close)
  return near
}

describe('the trading cache read through the copies of the process', () => {
  test.each(tradingCacheCases)('$name', async ({ run }) => {
    const cache = createNearTradingCache(redis().connection, await openNear())
    await run({
      ...cache,
      getPosition: async (...place) => (await cache.readPosition(...place)).value,
      getOrder: async (orderId) => (await cache.readOrder(orderId)).value,
    })
  })
})

describe('the near trading cache', () => {
  test.each(nearTradingCacheCases)('$name', async ({ run }) => {
    await run(createNearTradingCache(redis().connection, await openNear()))
  })
})

describe('the position store read through the copies of the process', () => {
  test.each(positionStoreCases)('$name', async ({ run }) => {
    const store = createNearPositionStore(redis().connection, await openNear())
    await run({ ...store, load: async (...place) => (await store.readFresh(...place)).value })
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
