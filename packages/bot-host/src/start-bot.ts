import { steadyClock, type Clock } from '@tradingboost/domain'
import { createLogger, createMetrics, createShutdown, listen } from '@tradingboost/service-kit'
import { connectRedis, createCacheMeter } from '@tradingboost/trading-cache'
import type { BotConfig } from './bot-environment.ts'
import { hostBot, type BotPart } from './host-bot.ts'
import { openMarket } from './open-market.ts'
import type { Tracing } from './tracing/start-tracing.ts'
import { undoThenThrow } from './undo-then-throw.ts'

/** What a bot's process is given besides the bot. */
export interface BotSurroundings {
  readonly config: BotConfig
  /** `setting` is the variable that the port comes from: an error names it. */
  readonly http: { readonly port: number; readonly setting: string }
  readonly clock: Clock
  /** Chance in [0, 1) that spreads reconnects. */
  readonly random: () => number
  /** Sends its last spans once everything else is closed. */
  readonly tracing?: Tracing | undefined
}

/** A bot that serves. */
export interface StartedBot {
  readonly port: number
  /** Sets the market going where this process is the market, and resolves at its end; at once elsewhere. */
  run(): Promise<void>
}

/** Opens Redis and the market by the config, hosts the bot and serves. Throws a TradingError whose sentence says what to correct. */
export async function startBot<Settings, Memory>(
  part: BotPart<Settings, Memory>,
  { config, http, clock, random, tracing }: BotSurroundings,
): Promise<StartedBot> {
  const { botId } = part.bot
  const logger = createLogger({ name: botId, level: config.LOG_LEVEL })
  const shutdown = createShutdown({ clock, log: (line) => logger.info(line) })
  tracing?.reportTo((message) => logger.warn({ kind: 'spans-not-sent', message }))
  if (tracing !== undefined) shutdown.add('tracing', () => tracing.close())
  const metrics = createMetrics(part.strategy.name)
  const meter = createCacheMeter({ registry: metrics.registry, seconds: () => steadyClock.now() / 1_000 })
  const environment = config.MODE === 'live' ? 'live' : 'paper'
  const connection = await connectRedis({
    url: config.REDIS_URL,
    clock,
    random,
    name: botId,
    meter,
    environment,
    server: { writes: true, noEviction: config.REDIS_EVICTION === 'refuse' },
  })
  shutdown.add('Redis', () => connection.close())
  const { exchange, play } = await openMarket(config, clock)
  shutdown.add('exchange', () => exchange.close())
  const failed = Promise.withResolvers<void>()
  const host = await hostBot({
    ...part,
    exchange,
    connection,
    environment,
    clock,
    logger,
    metrics,
    onFailure: (cause) => {
      logger.fatal({ err: cause })
      failed.resolve()
    },
  })
  shutdown.add('bot', () => host.close())
  // Not before the bot is among what is closed: its lease would stay.
  void failed.promise.then(() => shutdown.begin('the bot failed', 1))
  const port = await listen(host.server, http).catch((error: unknown) =>
    undoThenThrow(error, () => host.close(), logger),
  )
  shutdown.add('HTTP server', () => host.server.close())
  return { port, run: async () => await play?.() }
}
