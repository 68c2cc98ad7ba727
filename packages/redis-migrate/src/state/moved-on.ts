import { TradingError } from '@tradingboost/domain'

/** The error of a runner whose step of a migration is over: whatever it still does is no longer wanted. */
export function movedOn(migrationId: string): TradingError {
  return new TradingError('lease-lost', `${migrationId} moved on under this runner: look at its status`, {
    retry: 'never',
  })
}
