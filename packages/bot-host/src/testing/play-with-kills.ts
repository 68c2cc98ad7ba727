import { setImmediate } from 'node:timers/promises'
import { systemClock, userId, type Candle } from '@tradingboost/domain'
import type { PaperExchange } from '@tradingboost/paper-exchange'
import { startPaperExchangeServer } from '@tradingboost/paper-exchange/server'
import { spawnBot, type BotProcess } from './spawn-bot.ts'

export interface KillingPlay {
  readonly app: 'hyperrsi' | 'grid'
  readonly userId: string
  readonly environment: Readonly<Record<string, string>>
  readonly paper: PaperExchange
  readonly candles: readonly Candle[]
  /**
   * The bot is killed the moment the exchange has taken down so many changes of its orders: it sent the order, and has not
   * read the answer. Rising.
   */
  readonly killAtChanges: readonly number[]
}

/**
 * Plays a market against a bot in a process of its own, kills it by SIGKILL in the middle of its orders, and starts it anew
 * each time. Resolves once the market is over and the bot says that it has recorded the end.
 */
export async function playWithKills(play: KillingPlay): Promise<{ readonly kills: number }> {
  const { app, paper, candles } = play
  const user = userId(play.userId)
  const server = await startPaperExchangeServer({ paper, port: 0, clock: systemClock })
  const port = { [`${app.toUpperCase()}_PORT`]: '0' }
  const environment = { ...port, USER_ID: user, EXCHANGE_URL: server.url, LEASE_MS: '1000', ...play.environment }
  const pending = [...play.killAtChanges]
  let kills = 0
  let bot = spawnBot(app, environment)

  const killWhenDue = async (isOver: () => boolean): Promise<void> => {
    while (!isOver()) {
      const due = pending[0]
      if (due !== undefined && paper.book(user).orders.length >= due) {
        pending.shift()
        kills += 1
        await bot.kill()
        bot = spawnBot(app, environment)
      }
      await setImmediate()
    }
  }

  try {
    await paper.whenSubscribed(1)
    for (const candle of candles) {
      let isOver = false
      const moved = paper.advance(candle).finally(() => (isOver = true))
      await Promise.all([untilMoved(moved, () => bot), killWhenDue(() => isOver)])
    }
    await paper.end()
    // A bot that gives up leaves the market, which then goes on without it.
    await Promise.race([bot.listening.then(untilRecorded), bot.crashed.then(rejectCrash)])
  } finally {
    await bot.stop()
    await server.close()
  }
  return { kills }
}

/** The market waits for the bot: one that cannot start again must end the test and not hang it. */
async function untilMoved(moved: Promise<void>, bot: () => BotProcess): Promise<void> {
  for (;;) {
    const waitedFor = bot()
    const first = await Promise.race([moved.then(() => 'moved' as const), waitedFor.crashed])
    if (first === 'moved') return
    if (first !== 'killed') rejectCrash(first)
    // Killed by the test: the next one is about to start.
    while (bot() === waitedFor) await setImmediate()
  }
}

function rejectCrash(crash: Awaited<BotProcess['crashed']>): never {
  throw new Error(`the bot ended by itself: ${crash === 'killed' ? 'by a signal' : crash.output}`)
}

async function untilRecorded(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/stats`)
    const report: unknown = await answer.json()
    if (typeof report === 'object' && report !== null && 'ended' in report && report.ended === true) return
    await systemClock.sleep(25)
  }
  throw new Error('the bot has not recorded the end of the market within 5 s')
}
