import { bookProblems, hostOnPaper, openTestMarket, startBotRedis } from '@tradingboost/bot-host/testing'
import { userId } from '@tradingboost/domain'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { hyperRsiBot } from '../../src/hyper-rsi-bot.ts'

test('HYPERRSI trades the market on paper: it enters, leaves by the ladder or the stop, and its records are the exchange’s', async () => {
  const { source, candles, openPaper } = await openTestMarket(2_000)
  await using redis = await startBotRedis()
  const paper = openPaper('1001')
  const part = hyperRsiBot(readConfig({}))
  const host = await hostOnPaper(part, { paper, redisUrl: redis.urlAs('hyperrsi') })
  await paper.play(candles)

  const book = paper.book(userId('1001'))
  const legs = book.fills.map(({ clientOrderId }) => clientOrderId.split('Z')[2] ?? '')
  expect(legs.filter((leg) => leg === 'entry').length, source).toBeGreaterThan(2)
  expect(legs.filter((leg) => leg !== 'entry').length, source).toBeGreaterThan(2)
  expect(host.failures).toEqual([])
  expect(await bookProblems({ bot: part.bot, book, connection: host.connection })).toEqual([])

  const report = host.engine.report()
  expect(report).toMatchObject({ candles: candles.length, fills: book.fills.length, ended: true })
  expect(book.balance.minus(10_000).toDecimalPlaces(20).toFixed()).toBe(
    report.realizedPnl.minus(report.fees).toDecimalPlaces(20).toFixed(),
  )
  await host.close()
})

test('HYPERRSI leaves no position without a stop for the whole of it', async () => {
  const { source, candles, openPaper } = await openTestMarket(1_200)
  await using redis = await startBotRedis()
  const paper = openPaper('1001')
  const host = await hostOnPaper(hyperRsiBot(readConfig({})), { paper, redisUrl: redis.urlAs('hyperrsi') })
  let held = 0
  for (const candle of candles) {
    await paper.advance(candle)
    const { share, orders } = host.engine.state
    const position = [share.long, share.short].find((side) => side?.quantity.gt(0) === true)
    if (position === undefined) continue
    held += 1
    const stops = [...orders.values()].filter(({ leg }) => leg === 'sl').map(({ order }) => order)
    expect(
      stops.some(({ quantity }) => quantity.gte(position.quantity)),
      `candle of ${String(candle.openAt)}`,
    ).toBe(true)
  }
  expect(held, source).toBeGreaterThan(10)
  await host.close()
})
