import { hostOnPaper, openTestMarket, startBotRedis } from '@tradingboost/bot-host/testing'
import { userId } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { hyperRsiBot } from '../../src/hyper-rsi-bot.ts'

test('a stopped HYPERRSI mends the stop-loss that its position lost, also after a restart, and opens nothing', async () => {
  const { source, instrument, candles, openPaper } = await openTestMarket(2_000)
  await using redis = await startBotRedis()
  const paper = openPaper('1001')
  const account = paper.account(userId('1001'))
  // Far targets: the position lasts as long as the test.
  const settings = '{"useTrendGate":false,"stopLossPercent":50,"takeProfits":[{"ratio":1,"percent":50}]}'
  const part = hyperRsiBot(readConfig({ HYPERRSI_SETTINGS: settings }))
  let host = await hostOnPaper(part, { paper, redisUrl: redis.urlAs('hyperrsi') })
  const feed = candles.values()
  const advance = async (): Promise<void> => {
    const { value } = feed.next()
    if (value === undefined) throw new Error(`the market is over: ${source}`)
    await paper.advance(value)
  }
  const legs = () => [...host.engine.state.orders.values()].map(({ leg }) => leg).toSorted()
  const loseStopLoss = async (): Promise<void> => {
    const [stop] = [...host.engine.state.orders.values()].filter(({ leg }) => leg === 'sl')
    if (stop === undefined) throw new Error('no stop-loss rests')
    await account.cancel(instrument.symbol, stop.order.clientOrderId)
  }
  while (!legs().includes('sl')) await advance()
  await advance()

  await host.engine.stop()
  await loseStopLoss()
  await advance()
  expect(legs()).toEqual(['sl', 'tp1'])

  await host.close()
  await loseStopLoss()
  host = await hostOnPaper(part, { paper, redisUrl: redis.urlAs('hyperrsi') })
  expect(host.engine.report().status).toBe('stopped')
  expect(legs()).toEqual(['sl', 'tp1'])
  expect(host.engine.report().refused).toBe(0)
  await host.close()
})
