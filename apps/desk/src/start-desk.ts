import type { Clock } from '@tradingboost/domain'
import { auditRedis } from '@tradingboost/redis-audit'
import type { Shutdown } from '@tradingboost/service-kit'
import { assertPortsFree } from './assert-ports-free.ts'
import { inspectMarket } from './inspect-market.ts'
import { openRedis } from './open-redis.ts'
import { followRun } from './progress/follow-run.ts'
import type { Screen } from './progress/screen.ts'
import type { DeskRequest } from './read-command-line.ts'
import type { DeskConfig } from './read-desk-config.ts'
import { formatReport } from './report/format-report.ts'
import { runReport } from './report/run-report.ts'
import { bots, botSpec, paperExchangeSpec, type AccountKeys } from './services/service-specs.ts'
import type { ServiceSurroundings } from './services/start-service.ts'
import { startService } from './services/start-service.ts'
import { superviseBot } from './services/supervise-bot.ts'
import { whicheverEndsFirst } from './whichever-ends-first.ts'

export interface Desk {
  readonly clock: Clock
  /** Chance in [0, 1) that spreads reconnects. */
  readonly random: () => number
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly config: DeskConfig
  readonly accountKeys: AccountKeys
  readonly shutdown: Shutdown
  /** Standard error: what happens while it runs. */
  readonly screen: Screen
  /** Standard output: the report. */
  readonly print: (text: string) => void
}

/**
 * Runs one request to its end: starts Redis, the paper exchange and both bots, follows them, prints the report. Answers
 * whether the audit found nothing and no bot died. Everything that it starts is registered with the shutdown. Throws a TradingError when
 * the input cannot be traded on or a process that the run needs is gone.
 */
export async function startDesk(request: DeskRequest, desk: Desk): Promise<{ readonly isClean: boolean }> {
  const { clock, random, env, config, accountKeys, shutdown, screen } = desk
  const { signal } = shutdown
  const market = await inspectMarket(request)
  await assertPortsFree({ HYPERRSI_PORT: config.ports.hyperrsi, GRID_PORT: config.ports.grid })

  signal.throwIfAborted()
  const redis = await openRedis(env, { clock, random, say: screen.say })
  shutdown.add('Redis', redis.stop)
  signal.throwIfAborted()
  const surroundings: ServiceSurroundings = { clock, env, say: screen.say }
  const exchange = await startService(paperExchangeSpec(market, request, config, accountKeys), surroundings)
  shutdown.add('the paper exchange', exchange.stop)
  signal.throwIfAborted()
  const exchangeUrl = `ws://127.0.0.1:${exchange.port}`
  const addresses = { redisUrl: redis.url, exchangeUrl, accountKeys }
  const started = await Promise.allSettled(
    bots.map(async (bot) => {
      const supervised = await superviseBot(botSpec(bot, market, config, addresses), surroundings)
      return { ...supervised, id: bot.id }
    }),
  )
  const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  // Together, not one after the other: they do not depend on each other.
  shutdown.add('the bots', () => Promise.all(running.map(({ stop }) => stop())))
  for (const one of started) if (one.status === 'rejected') throw one.reason
  screen.say(`${market.symbol} ${market.timeframe}, ${market.count} candles (${market.origin}), Redis ${redis.origin}`)
  if (market.assumption !== undefined) screen.say(market.assumption)
  for (const { name, url } of running) screen.say(`${name} ${url()}, its API at ${url()}/docs`)

  const follow = async () => {
    const run = await followRun({
      exchangeUrl,
      total: market.count,
      bots: running,
      clock,
      screen,
      signal,
    })
    const audit = await auditRedis(redis.url)
    screen.clear()
    return { ...run, report: runReport(run.stats, running, audit) }
  }
  const losses = {
    redisGone: redis.gone,
    exchangeExited: exchange.exited,
    botsGivenUp: running.map(({ givenUp }) => givenUp),
  }
  const { report, elapsedMs, samples } = await whicheverEndsFirst(follow(), losses)
  desk.print(request.json ? JSON.stringify(report, null, 2) : formatReport(report, { market, elapsedMs, samples }))
  const isClean = report.audit.findings.length === 0 && report.health.deaths === 0
  if (request.once) return { isClean }

  screen.say(`serving on: ${running.map(({ name, url }) => `${name} ${url()}`).join(', ')}; Ctrl-C stops everything`)
  await whicheverEndsFirst(new Promise<never>(() => {}), losses)
  return { isClean }
}
