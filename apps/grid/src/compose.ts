import { hostBot, openMarket } from '@tradingboost/bot-host'
import { systemClock } from '@tradingboost/domain'
import { createLogger, createMetrics, createShutdown, listen } from '@tradingboost/service-kit'
import { connectRedis, createCacheMeter } from '@tradingboost/trading-cache'
import type { Config } from './config.ts'
import { gridBot } from './grid-bot.ts'

/** A bot that serves. */
export interface StartedBot {
  readonly port: number
  /** Sets the market going where this process is the market, and resolves at its end; at once elsewhere. */
  run(): Promise<void>
}

/** Builds GRID's adapters by its config, and starts it. Throws a TradingError whose sentence says what to correct. */
export async function startGrid(config: Config): Promise<StartedBot> {
  const clock = systemClock
  const part = gridBot(config)
  const logger = createLogger({ name: part.bot.botId, level: config.LOG_LEVEL })
  const shutdown = createShutdown({ clock, log: (line) => logger.info(line) })
  const metrics = createMetrics('grid')
  const meter = createCacheMeter({ registry: metrics.registry, seconds: () => performance.now() / 1_000 })
  const connection = await connectRedis({
    url: config.REDIS_URL,
    clock,
    random: Math.random,
    name: part.bot.botId,
    meter,
  })
  shutdown.add('Redis', () => connection.close())
  const { exchange, play } = await openMarket(config, clock)
  shutdown.add('exchange', () => exchange.close())
  const host = await hostBot({
    ...part,
    exchange,
    connection,
    clock,
    logger,
    metrics,
    onFailure: (cause) => {
      logger.fatal({ err: cause })
      void shutdown.begin('the bot failed', 1)
    },
  })
  shutdown.add('bot', () => host.close())
  const port = await listen(host.server, { port: config.GRID_PORT, setting: 'GRID_PORT' })
  shutdown.add('HTTP server', () => host.server.close())
  return { port, run: async () => await play?.() }
}
