import { startBot, type StartedBot } from '@tradingboost/bot-host'
import type { Tracing } from '@tradingboost/bot-host/tracing'
import { systemClock } from '@tradingboost/domain'
import type { Config } from './config.ts'
import { gridBot } from './grid-bot.ts'

/** Starts GRID with the time and chance of this machine. Throws a TradingError whose sentence says what to correct. */
export async function startGrid(config: Config, tracing?: Tracing): Promise<StartedBot> {
  const http = { port: config.GRID_PORT, setting: 'GRID_PORT' }
  return await startBot(gridBot(config), { config, http, clock: systemClock, random: Math.random, tracing })
}
