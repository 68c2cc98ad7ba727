import { userId } from '@tradingboost/domain'
import { startRedis } from '@tradingboost/testkit'
import type { BotPart } from '../host-bot.ts'
import { bookProblems } from './book-problems.ts'
import { hostOnPaper } from './host-on-paper.ts'
import { openTestMarket } from './open-test-market.ts'

/**
 * Runs a bot over the same candles twice on one Redis, each time at an exchange that begins anew. Answers where Redis and the
 * second exchange's book differ, and how many positions that book held or closed.
 */
export async function secondRunProblems<Settings, Memory>(
  part: BotPart<Settings, Memory>,
  candleCount: number,
): Promise<{ readonly problems: readonly string[]; readonly positions: number }> {
  const market = await openTestMarket(candleCount)
  await using redis = await startRedis()
  const run = async () => {
    const paper = market.openPaper(part.bot.userId)
    const host = await hostOnPaper(part, { paper, redisUrl: redis.url })
    await paper.play(market.candles)
    const book = paper.book(userId(part.bot.userId))
    const problems = await bookProblems({ bot: part.bot, book, connection: host.connection })
    await host.close()
    return { problems, positions: book.positions.length }
  }
  await run()
  return await run()
}
