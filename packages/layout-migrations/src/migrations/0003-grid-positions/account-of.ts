import { exchangeNames } from '@tradingboost/domain'
import type { LooseParams } from '@tradingboost/redis-keys'
import type { SourceAccount } from './read-position.ts'

/** The account that the parameters of a key name; undefined where they name none. */
export function accountOf({ userId, exchange }: LooseParams): SourceAccount | undefined {
  const known = exchangeNames.find((name) => name === exchange)
  return typeof userId === 'string' && known !== undefined ? { userId, exchange: known } : undefined
}
