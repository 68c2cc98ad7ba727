import { TradingError } from '@tradingboost/domain'
import type { Exchange, ExchangeEvent } from '@tradingboost/exchange'
import { startRedis } from '@tradingboost/testkit'
import { expect, test } from 'vitest'
import { hostOnPaper, openTestMarket } from '../src/testing/index.ts'
import { anIdleBot } from './an-idle-bot.ts'

const part = anIdleBot()
const { botId, userId } = part.bot

test('a bot that waits for its exchange is stopped at once: 202 now, 200 when the exchange is back', async () => {
  const { openPaper } = await openTestMarket(10)
  await using redis = await startRedis()
  const paper = openPaper(userId)
  const account = paper.account(userId)
  let isAway = false
  let tell: ((event: ExchangeEvent) => Promise<void>) | undefined
  const exchange: Exchange = {
    ...account,
    async openOrders(symbol) {
      if (isAway) throw new TradingError('exchange-unavailable', 'away: wait', { retry: 'later' })
      return await account.openOrders(symbol)
    },
    async subscribe(market, onEvent) {
      tell = onEvent
      return await account.subscribe(market, onEvent)
    },
  }
  const host = await hostOnPaper(part, { paper, redisUrl: redis.url, exchange })
  const post = async (what: 'start' | 'stop') => {
    const url = `/bots/${botId}/${what}`
    const answer = await host.server.inject({ method: 'POST', url, headers: { host: '127.0.0.1' } })
    const body: unknown = answer.json()
    return { status: answer.statusCode, body }
  }
  isAway = true
  const reconciled = tell?.({ kind: 'lost', cause: 'test' })
  expect(await post('stop')).toMatchObject({ status: 202, body: { status: 'stopped' } })
  expect(host.engine.report().status).toBe('stopped')
  isAway = false
  await reconciled
  expect(await post('stop')).toMatchObject({ status: 200, body: { status: 'stopped' } })
  expect(await post('start')).toMatchObject({ status: 200, body: { status: 'running' } })
  await host.close()
})
