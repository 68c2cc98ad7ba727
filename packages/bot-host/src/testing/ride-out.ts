import { systemClock, userId } from '@tradingboost/domain'
import { startRedis, startTcpProxy, type TcpProxy, type TestRedis } from '@tradingboost/testkit'
import { bookProblems } from './book-problems.ts'
import type { BotPart } from '../host-bot.ts'
import { hostOnPaper } from './host-on-paper.ts'
import { openTestMarket } from './open-test-market.ts'

/** Something that goes wrong with Redis while a bot trades. */
export interface RedisTrouble {
  readonly name: string
  readonly config?: Readonly<Record<string, string>>
  begin(on: { readonly redis: TestRedis; readonly proxy: TcpProxy }): Promise<void>
  end(on: { readonly redis: TestRedis; readonly proxy: TcpProxy }): Promise<void>
}

/** What a bot did while Redis was in trouble, and how it stood afterwards. */
export interface RideOut {
  readonly source: string
  readonly statusDuring: string
  /** Client order ids of orders sent meanwhile that open or grow a position. */
  readonly openedDuring: readonly string[]
  readonly statusAfter: string
  readonly failures: readonly unknown[]
  /** Where records and exchange differ at the end; orders that ended before Redis lost its data have no record any more. */
  readonly problems: readonly string[]
  readonly fills: { readonly counted: number; readonly atExchange: number }
}

/** Trades 60 candles, 60 more while Redis is in trouble, and 120 once it is well again. */
export async function rideOut<Settings, Memory>(
  part: BotPart<Settings, Memory>,
  trouble: RedisTrouble,
): Promise<RideOut> {
  const market = await openTestMarket(240)
  const { source, candles } = market
  await using redis = await startRedis({ config: trouble.config ?? {} })
  await using proxy = await startTcpProxy(redis.connection)
  const paper = market.openPaper(part.bot.userId)
  const host = await hostOnPaper(part, { paper, redisUrl: `redis://${proxy.host}:${proxy.port}` })
  const account = userId(part.bot.userId)
  for (const candle of candles.slice(0, 60)) await paper.advance(candle)

  await trouble.begin({ redis, proxy })
  const before = paper.book(account).orders.length
  for (const candle of candles.slice(60, 120)) await paper.advance(candle)
  const statusDuring = host.engine.report().status
  const openedDuring = paper
    .book(account)
    .orders.slice(before)
    .filter(({ reduceOnly, revision }) => !reduceOnly && revision === 1)
    .map(({ clientOrderId }) => clientOrderId)

  await trouble.end({ redis, proxy })
  const statusAfter = await untilRunning(() => host.engine.report().status)
  for (const candle of candles.slice(120)) await paper.advance(candle)
  await paper.end()
  await untilRunning(() => host.engine.report().status)
  const book = paper.book(account)
  const problems = await bookProblems({ bot: part.bot, book, connection: host.connection })
  await host.close()
  return {
    source,
    statusDuring,
    openedDuring,
    statusAfter,
    failures: host.failures,
    problems: problems.filter((problem) => !problem.endsWith('has no record')),
    fills: { counted: host.engine.report().fills, atExchange: book.fills.length },
  }
}

async function untilRunning(status: () => string): Promise<string> {
  for (let waited = 0; status() !== 'running' && waited < 400; waited += 1) await pause()
  return status()
}

const pause = (): Promise<void> => systemClock.sleep(25)
