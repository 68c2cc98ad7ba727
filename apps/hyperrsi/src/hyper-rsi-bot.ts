import { botOf, limitsOf, plainOrderRecords } from '@tradingboost/bot-host'
import { oldLayoutsOf } from '@tradingboost/layout-migrations'
import type { Config } from './config.ts'
import { hyperRsi, hyperRsiHistory } from './strategy/hyper-rsi.ts'

/** What makes a bot HYPERRSI: everything that its host needs, besides adapters. */
export function hyperRsiBot(config: Config) {
  const bot = botOf(config, 'hyperrsi')
  return {
    bot,
    strategy: hyperRsi,
    settings: config.HYPERRSI_SETTINGS,
    historyLength: hyperRsiHistory,
    limits: limitsOf(config),
    leaseMs: config.LEASE_MS,
    oldLayouts: oldLayoutsOf(),
    openOrderRecords: plainOrderRecords,
    asTradingStatus: true,
  }
}
