import { assertNever, type BotStatus } from '@tradingboost/domain'
import type { TradingStatus } from '@tradingboost/trading-cache'

/** A bot's status in the words that readers of Redis know. A degraded bot runs: it protects what it holds. */
export function statusWord(status: BotStatus): TradingStatus {
  switch (status) {
    case 'starting':
    case 'running':
    case 'degraded':
      return 'running'
    case 'stopping':
    case 'stopped':
      return 'stopped'
    case 'failed':
      return 'error'
    default:
      return assertNever(status)
  }
}
