import { bookProblems, hostOnPaper, openTestMarket, startBotRedis } from '@tradingboost/bot-host/testing'
import { systemClock, userId } from '@tradingboost/domain'
import { connectPaperExchange } from '@tradingboost/paper-exchange'
import { startPaperExchangeServer } from '@tradingboost/paper-exchange/server'
import { startTcpProxy } from '@tradingboost/testkit'
import { createGridOrderStore, gridProblems } from '@tradingboost/trading-cache'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { gridBot } from '../../src/grid-bot.ts'

const resetAt = new Set([0, 12, 30, 31, 80])
const dropRepliesAt = new Set([5, 45])

test(
  'GRID loses no order and sends none twice when its connection breaks and answers get lost',
  { timeout: 60_000 },
  async () => {
    const { source, candles, openPaper } = await openTestMarket(120)
    await using redis = await startBotRedis()
    const paper = openPaper('1002')
    const server = await startPaperExchangeServer({ paper, port: 0, clock: systemClock })
    await using proxy = await startTcpProxy({ host: '127.0.0.1', port: server.port })
    const account = userId('1002')
    const url = `ws://127.0.0.1:${String(proxy.port)}`
    const exchange = await connectPaperExchange({ url, userId: account, clock: systemClock, requestTimeoutMs: 300 })
    const part = gridBot(readConfig({}))
    const host = await hostOnPaper(part, { paper, redisUrl: redis.urlAs('grid'), exchange })
    for (const [index, candle] of candles.entries()) {
      if (dropRepliesAt.has(index)) proxy.dropReplies()
      const moved = paper.advance(candle)
      if (resetAt.has(index)) {
        await systemClock.sleep(2)
        proxy.reset()
      }
      if (dropRepliesAt.has(index)) {
        await systemClock.sleep(500)
        proxy.heal()
      }
      await moved
    }
    await paper.end()

    expect(host.failures).toEqual([])
    const book = paper.book(account)
    expect(book.fills.length, source).toBeGreaterThan(0)
    expect(await bookProblems({ bot: part.bot, book, connection: host.connection })).toEqual([])
    const scope = { userId: '1002', exchange: 'okx', symbol: part.bot.symbol } as const
    expect(gridProblems(await createGridOrderStore(host.connection, scope).load())).toEqual([])
    expect(host.engine.report().fills).toBe(book.fills.length)
    await host.close()
    await exchange.close()
    await server.close()
  },
)
