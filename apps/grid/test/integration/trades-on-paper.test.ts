import { bookProblems, hostOnPaper, openTestMarket, startBotRedis } from '@tradingboost/bot-host/testing'
import { userId } from '@tradingboost/domain'
import { createGridOrderStore, gridProblems } from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'
import { parseRungLeg } from '../../src/strategy/rung-leg.ts'

test('GRID trades the market on paper: entries fill, take-profits fill, and its records are the exchange’s', async () => {
  const { source, candles, openPaper } = await openTestMarket(2_000)
  await using redis = await startBotRedis()
  const paper = openPaper('1002')
  const part = gridBot(readConfig({}))
  const host = await hostOnPaper(part, { paper, redisUrl: redis.urlAs('grid') })
  await paper.play(candles)

  const book = paper.book(userId('1002'))
  const legs = book.fills.map(({ clientOrderId }) => parseRungLeg(clientOrderId.split('Z')[2] ?? '')?.kind)
  expect(legs.filter((kind) => kind === 'entry').length, source).toBeGreaterThan(20)
  expect(legs.filter((kind) => kind === 'take-profit').length, source).toBeGreaterThan(20)
  expect(host.failures).toEqual([])
  expect(await bookProblems({ bot: part.bot, book, connection: host.connection })).toEqual([])
  const trio = await createGridOrderStore(host.connection, {
    userId: '1002',
    exchange: 'okx',
    symbol: part.bot.symbol,
  }).load()
  expect(gridProblems(trio)).toEqual([])

  const report = host.engine.report()
  expect(report).toMatchObject({ candles: candles.length, fills: book.fills.length, ended: true })
  expect(book.balance.minus(10_000).toDecimalPlaces(20).toFixed()).toBe(
    report.realizedPnl.minus(report.fees).toDecimalPlaces(20).toFixed(),
  )
  await host.close()
})
