import { startBot, type StartedBot } from '@tradingboost/bot-host'
import type { Tracing } from '@tradingboost/bot-host/tracing'
import { systemClock } from '@tradingboost/domain'
import type { Config } from './config.ts'
import { hyperRsiBot } from './hyper-rsi-bot.ts'

/** Starts HYPERRSI with the time and chance of this machine. Throws a TradingError whose sentence says what to correct. */
export async function startHyperRsi(config: Config, tracing?: Tracing): Promise<StartedBot> {
  const http = { port: config.HYPERRSI_PORT, setting: 'HYPERRSI_PORT' }
  return await startBot(hyperRsiBot(config), { config, http, clock: systemClock, random: Math.random, tracing })
}
