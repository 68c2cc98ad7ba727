import { botOf, limitsOf } from '@tradingboost/bot-host'
import { oldLayoutsOf } from '@tradingboost/layout-migrations'
import type { Config } from './config.ts'
import { rungOrderRecords } from './rung-order-records.ts'
import { grid, gridHistory } from './strategy/grid.ts'

/** What makes a bot GRID: everything that its host needs, besides adapters. */
export function gridBot(config: Config) {
  const bot = botOf(config, 'grid')
  return {
    bot,
    strategy: grid,
    settings: config.GRID_SETTINGS,
    historyLength: gridHistory,
    limits: limitsOf(config),
    leaseMs: config.LEASE_MS,
    oldLayouts: oldLayoutsOf(),
    openOrderRecords: rungOrderRecords({ userId: bot.userId, exchange: bot.exchange, symbol: bot.symbol }),
    asTradingStatus: false,
  }
}
