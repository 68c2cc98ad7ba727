import { bookProblems, hostOnPaper, openTestMarket, startBotRedis } from '@tradingboost/bot-host/testing'
import { userId } from '@tradingboost/domain'
import { createGridOrderStore, gridProblems } from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'

const opening = /Z[bs]\d\d$/

test('without Redis GRID opens nothing, still takes profit, and is in step again when an empty Redis comes back', async () => {
  const { source, candles, openPaper } = await openTestMarket(300)
  await using redis = await startBotRedis()
  const paper = openPaper('1002')
  const part = gridBot(readConfig({ LEASE_MS: '900' }))
  const host = await hostOnPaper(part, { paper, redisUrl: redis.urlAs('grid') })
  const account = userId('1002')
  for (const candle of candles.slice(0, 60)) await paper.advance(candle)
  expect(host.engine.report().status).toBe('running')

  await redis.kill()
  const before = paper.book(account).orders.length
  for (const candle of candles.slice(60, 160)) await paper.advance(candle)
  expect(host.engine.report().status).toBe('degraded')
  const meanwhile = paper.book(account).orders.slice(before)
  const sent = meanwhile.filter(({ revision }) => revision === 1).map(({ clientOrderId }) => clientOrderId)
  expect(
    sent.filter((id) => opening.test(id)),
    source,
  ).toEqual([])
  expect(sent.length, source).toBeGreaterThan(0)

  await redis.restart()
  await expect.poll(() => host.engine.report().status, { timeout: 10_000 }).toBe('running')
  for (const candle of candles.slice(160)) await paper.advance(candle)
  await paper.end()
  expect(host.failures).toEqual([])
  const book = paper.book(account)
  // Orders that ended before the data was lost are gone with it: only what stands can agree.
  const standing = (await bookProblems({ bot: part.bot, book, connection: host.connection })).filter(
    (problem) => !problem.endsWith('has no record'),
  )
  expect(standing).toEqual([])
  const trio = await createGridOrderStore(host.connection, {
    userId: '1002',
    exchange: 'okx',
    symbol: part.bot.symbol,
  }).load()
  expect(gridProblems(trio)).toEqual([])
  expect(host.engine.report().fills).toBe(book.fills.length)
  await host.close()
})
