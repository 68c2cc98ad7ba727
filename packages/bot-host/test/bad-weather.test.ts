import { TradingError } from '@tradingboost/domain'
import type { Exchange } from '@tradingboost/exchange'
import { botLease, botStatus } from '@tradingboost/redis-keys'
import { startRedis } from '@tradingboost/testkit'
import { expect, test } from 'vitest'
import { hostOnPaper, openTestMarket } from '../src/testing/index.ts'
import { anIdleBot } from './an-idle-bot.ts'

const part = anIdleBot()
const { botId, userId } = part.bot

test('a bot that cannot leave the market still says its status and gives its lease back', async () => {
  const { openPaper } = await openTestMarket(10)
  await using redis = await startRedis()
  const paper = openPaper(userId)
  const account = paper.account(userId)
  const exchange: Exchange = {
    ...account,
    async subscribe(market, onEvent) {
      await account.subscribe(market, onEvent)
      return { close: () => Promise.reject(new Error('cannot leave the market')) }
    },
  }
  const host = await hostOnPaper(part, { paper, redisUrl: redis.url, exchange })
  await expect(host.close()).rejects.toThrow('cannot leave the market')
  const client = redis.connect()
  expect([await client.exists(botLease.build({ botId })), await client.get(botStatus.build({ userId }))]).toEqual([
    0,
    'stopped',
  ])
  await host.connection.close()
})

test('a bot that cannot start says why, though Redis is gone when it gives its lease back', async () => {
  const { openPaper } = await openTestMarket(10)
  await using redis = await startRedis()
  const paper = openPaper(userId)
  const exchange: Exchange = {
    ...paper.account(userId),
    async instrument() {
      await redis.kill()
      throw new TradingError('unknown-instrument', 'XRP-USDT-SWAP is not traded: use another', { retry: 'never' })
    },
  }
  await expect(hostOnPaper(part, { paper, redisUrl: redis.url, exchange })).rejects.toThrow('is not traded')
})
